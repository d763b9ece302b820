package dev.errata.probe;

import dev.errata.catalog.Example.Header;
import java.util.List;
import java.util.Optional;

/**
 * A request as it was sent.
 *
 * @param method such as {@code GET}
 * @param address where it went
 * @param headers as the example has them; those that the probe adds by itself are left out
 * @param body empty when there is none
 * @param raw whether {@code wire} is the author's own text
 * @param wire every byte that was sent
 */
public record Sent(String method, Address address, List<Header> headers, byte[] body, boolean raw, byte[] wire) {
    /** The first header of this name, without regard to case. */
    Optional<String> header(String name) {
        return Headers.first(headers, name);
    }
}
