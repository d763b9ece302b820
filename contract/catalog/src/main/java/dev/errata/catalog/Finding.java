package dev.errata.catalog;

/**
 * One thing that is wrong with a catalog.
 *
 * @param rule the rule that it breaks
 * @param at where
 * @param message what was found, what is allowed and what to do, in sentences
 */
public record Finding(Rule rule, Position at, String message) {
    /** {@code file:line:column: message [RULE]}. */
    @Override
    public String toString() {
        return at + ": " + message + " [" + rule + "]";
    }
}
