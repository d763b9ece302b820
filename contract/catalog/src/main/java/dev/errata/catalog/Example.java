package dev.errata.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The requests that provoke one form of a code, in order; the last one provokes it.
 *
 * @param form {@code main}, or the variant's name
 * @param steps at least one
 */
public record Example(String form, List<Step> steps) {
    /**
     * One request.
     *
     * @param line the line of the fence's first line of text
     * @param directives the {@code # @} lines, in order
     * @param method such as {@code GET}
     * @param target the address, with {@code {{variables}}}
     * @param headers in order, names as written
     * @param body the body as written, null when there is none
     * @param text the request without directives, for {@code @raw} and for showing
     */
    public record Step(
            int line,
            List<Directive> directives,
            String method,
            String target,
            List<Header> headers,
            @Nullable String body,
            String text) {

        /** The first directive of this kind. */
        public Optional<Directive> directive(Directive.Kind kind) {
            return directives.stream().filter(d -> d.kind() == kind).findFirst();
        }

        /** Every directive of this kind. */
        public List<Directive> directives(Directive.Kind kind) {
            return directives.stream().filter(d -> d.kind() == kind).toList();
        }

        /** The name that {@code # @name} gives, null when there is none. */
        public @Nullable String name() {
            return directive(Directive.Kind.NAME).map(Directive::argument).orElse(null);
        }
    }

    /** A header line. */
    public record Header(String name, String value) {}

    /** The request that provokes the error. */
    public Step provoking() {
        return steps.get(steps.size() - 1);
    }
}
