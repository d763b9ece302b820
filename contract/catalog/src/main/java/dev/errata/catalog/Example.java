package dev.errata.catalog;

import java.util.ArrayList;
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

        /** The step with one header more, in place of one of the same name. */
        public Step with(Header header) {
            List<Header> more = new ArrayList<>(headers);
            more.removeIf(old -> old.name().equalsIgnoreCase(header.name()));
            more.add(header);
            String[] parts = text.split("\n", 2);
            String longer =
                    parts[0] + "\n" + header.name() + ": " + header.value() + (parts.length > 1 ? "\n" + parts[1] : "");
            return new Step(line, directives, method, target, List.copyOf(more), body, longer);
        }

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

    /** The example with one header more on the request that provokes the error. */
    public Example with(Header header) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(changed.size() - 1, provoking().with(header));
        return new Example(form, List.copyOf(changed));
    }

    /** The request that provokes the error. */
    public Step provoking() {
        return steps.get(steps.size() - 1);
    }
}
