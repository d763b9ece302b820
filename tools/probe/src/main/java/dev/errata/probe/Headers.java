package dev.errata.probe;

import dev.errata.catalog.Example.Header;
import java.util.List;
import java.util.Optional;

/** Looks into header lines. */
final class Headers {
    private Headers() {}

    static Optional<String> first(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    static List<String> all(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    static boolean has(List<Header> headers, String name) {
        return first(headers, name).isPresent();
    }
}
