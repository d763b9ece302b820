package dev.errata.probe;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Guesses what somebody meant who mistyped a name. */
public final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /**
     * A question with the names that differ least, at most three, to put behind a sentence: {@code  Did you mean
     * 'probe'?} Case does not count; empty when every name differs in more than a third of its letters.
     */
    public static String question(String typed, Collection<String> names) {
        List<String> nearest = to(typed, names);
        return nearest.isEmpty() ? "" : nearest.stream().collect(Collectors.joining("' or '", " Did you mean '", "'?"));
    }

    private static List<String> to(String typed, Collection<String> names) {
        List<String> near = least(
                names, name -> distance(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)), typed.length());
        return least(near, name -> distance(typed, name), Integer.MAX_VALUE);
    }

    /** The names that cost least, if that is no more than a third of so many letters, or one. */
    private static List<String> least(Collection<String> names, ToIntFunction<String> cost, int letters) {
        int least = names.stream().mapToInt(cost).min().orElse(0);
        return least > Math.max(1, letters / 3)
                ? List.of()
                : names.stream()
                        .filter(name -> cost.applyAsInt(name) == least)
                        .distinct()
                        .sorted()
                        .limit(MOST)
                        .toList();
    }

    /** How many letters to add, drop, change or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] costs = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    costs[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                costs[i][j] =
                        Math.min(costs[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    costs[i][j] = Math.min(costs[i][j], costs[i - 2][j - 2] + 1);
                }
            }
        }
        return costs[a.length()][b.length()];
    }
}
