package dev.errata.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One {@code # @} line of an example.
 *
 * @param line its line in the page
 * @param kind which one
 * @param argument what stands behind its name, trimmed; empty when nothing does
 */
public record Directive(int line, Kind kind, String argument) {
    /** The closed set of directives; docs/catalog.md gives the meaning of each. */
    public enum Kind {
        /** Names the step. */
        NAME,
        /** What a preparing step must answer. */
        EXPECT,
        /** Keeps a value of the answer. */
        CAPTURE,
        /** Sends it so often. */
        REPEAT,
        /** Sends it until a status comes. */
        UNTIL,
        /** Sends so many at once. */
        PARALLEL,
        /** Sleeps first. */
        WAIT,
        /** Moves the service's clock first. */
        ADVANCE,
        /** Asks the test control for a state first. */
        FIXTURE,
        /** Uses the variables of a named fixture. */
        AS,
        /** Sends the text as it stands. */
        RAW,
        /** Makes the body that long. */
        BODY_SIZE,
        /** Adds webhook signature headers. */
        SIGN,
        /** Opens a local receiver. */
        NEEDS;

        /** The name as written behind {@code # @}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The directive with this name, if there is one. */
        public static Optional<Kind> named(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }
}
