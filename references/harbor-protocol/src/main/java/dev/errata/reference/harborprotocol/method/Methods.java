package dev.errata.reference.harborprotocol.method;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The registry: routes and the page of methods come from it, and nothing is served that is not in it.
 *
 * @param all by their names
 */
public record Methods(List<Method<?>> all) {
    static final String CONTROL = "/v1/control/";

    public static Methods of(List<Surface> surfaces) {
        return new Methods(Stream.concat(
                        Stream.of(Method.stream()), surfaces.stream().flatMap(surface -> surface.methods().stream()))
                .<Method<?>>map(method -> method)
                .sorted(Comparator.comparing(Method::name))
                .toList());
    }
}
