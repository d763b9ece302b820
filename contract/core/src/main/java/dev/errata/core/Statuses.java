package dev.errata.core;

import java.util.List;

/**
 * The statuses that a page keeps where one of them was set. Immutable.
 *
 * @param members each a class, {@code 4xx} or {@code 5xx}, or a status from 400 to 599
 */
public record Statuses(List<String> members) {
    /** No status. */
    public static final Statuses NONE = new Statuses(List.of());

    private static final String CLASS = "xx";

    /**
     * These statuses.
     *
     * @throws IllegalArgumentException when one {@link #isMember is no member}
     */
    public Statuses {
        members = List.copyOf(members);
        for (String member : members) {
            if (!isMember(member)) {
                throw new IllegalArgumentException(
                        "Found '" + member + "' among statuses; allowed are 4xx, 5xx and numbers from 400 to 599.");
            }
        }
    }

    /** Whether this is a class of statuses or one status, from 400 to 599. */
    public static boolean isMember(String word) {
        return word.length() == 3
                && (word.charAt(0) == '4' || word.charAt(0) == '5')
                && (word.endsWith(CLASS) || (isDigit(word.charAt(1)) && isDigit(word.charAt(2))));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether the status is one of these, or of a class of these. */
    public boolean contains(int status) {
        return !members.isEmpty()
                && (members.contains(status / 100 + CLASS) || members.contains(Integer.toString(status)));
    }

    /** The members with commas between them. */
    @Override
    public String toString() {
        return String.join(", ", members);
    }
}
