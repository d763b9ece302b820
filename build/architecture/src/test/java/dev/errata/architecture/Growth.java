package dev.errata.architecture;

import dev.errata.architecture.RegularExpressions.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the steps of a regular expression grow with its input. Inputs are made of its own pieces: what leads to a place, what
 * is repeated there, and what then does not fit. Steps are the characters that are read, so that a slow machine finds the
 * same.
 */
final class Growth {
    private static final int CHARACTERS_REPEATED = 100;
    /** Up to here, repeated behind and before everything that may lead to it; longer ones up to a word stand alone. */
    private static final int SHORT = 3;

    private static final int WORD = 8;
    private static final int DRAWN = 3;
    /** Twice as much input takes twice as many more steps when the growth is linear, and four times when it is quadratic. */
    private static final double MOST = 2.9;

    private static final Pattern PIECE = Pattern.compile(
            "\\\\x\\{\\p{XDigit}++}|\\\\x..|\\\\u....|\\\\[pP](?:\\{\\w++}|.)"
                    + "|(?<none>\\\\[bBAzZG1-9]|\\(\\?(?:<?[=!]|<\\w++>|[a-z]*+[:)])|[()|^$*+?]|\\{[\\d,]++})|\\\\.|.",
            Pattern.DOTALL);
    private static final Pattern ENDLESS = Pattern.compile("[*+]|,}");
    private static final Set<String> NO_FIT = Set.of("", "\u0001", "\n\n");
    private static final String CHARACTERS = characters();

    private Growth() {}

    private static String characters() {
        StringBuilder all = new StringBuilder("\t\n\r");
        for (char c = ' '; c <= '~'; c++) {
            all.append(c);
        }
        return all.append("\u0001\u00e9\u2028").toString();
    }

    /** An input that takes more than its share of steps, as it is made; empty when none was found. */
    static Optional<String> hostile(Pattern pattern, Use use) {
        if (!ENDLESS.matcher(pattern.pattern()).find()) {
            return Optional.empty();
        }
        Random random = new Random(7);
        long alternatives = pattern.pattern().chars().filter(c -> c == '|').count();
        for (int drawn = 0; drawn < DRAWN + alternatives; drawn++) {
            String fitting = fitting(pattern, random);
            for (int from = 0; from < fitting.length(); from++) {
                for (int to = from + 1; to <= Math.min(fitting.length(), from + WORD); to++) {
                    boolean alone = to > from + SHORT;
                    for (String before : alone || from == 0 ? List.of("") : List.of("", fitting.substring(0, from))) {
                        for (String behind : alone ? NO_FIT : with(NO_FIT, fitting.substring(to))) {
                            String repeated = fitting.substring(from, to);
                            if (grows(pattern, use, before, repeated, behind)) {
                                return Optional.of(shown(before) + " + n * " + shown(repeated) + " + " + shown(behind));
                            }
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.chars()
                .forEach(c ->
                        shown.append(c >= ' ' && c <= '~' ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return shown.append("'").toString();
    }

    private static Set<String> with(Set<String> some, String another) {
        Set<String> all = new LinkedHashSet<>(some);
        all.add(another);
        return all;
    }

    /** A text that mostly fits: one character for each piece of the pattern, of alternatives one. */
    private static String fitting(Pattern pattern, Random random) {
        Deque<List<StringBuilder>> groups = new ArrayDeque<>();
        groups.push(alternatives());
        String text = pattern.pattern();
        Matcher next = PIECE.matcher(text);
        for (int at = 0; at < text.length() && next.find(at); ) {
            int end = text.charAt(at) == '[' ? endOfClass(text, at) : next.end();
            String piece = text.substring(at, end);
            List<StringBuilder> group = groups.element();
            if (piece.startsWith("(")) {
                if (!piece.endsWith(")")) {
                    groups.push(alternatives());
                }
            } else if (piece.equals(")")) {
                groups.pop();
                groups.element().get(groups.element().size() - 1).append(group.get(random.nextInt(group.size())));
            } else if (piece.equals("|")) {
                group.add(new StringBuilder());
            } else if (text.charAt(at) == '[' || next.group("none") == null) {
                String fits = fitting(piece, pattern.flags());
                group.get(group.size() - 1).append(fits.isEmpty() ? "" : fits.charAt(random.nextInt(fits.length())));
            }
            at = end;
        }
        return groups.element().get(random.nextInt(groups.element().size())).toString();
    }

    private static List<StringBuilder> alternatives() {
        return new ArrayList<>(List.of(new StringBuilder()));
    }

    private static int endOfClass(String text, int at) {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && --depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("No end of the class at " + at + " of " + text);
    }

    private static String fitting(String piece, int flags) {
        Pattern one = Pattern.compile(piece.equals("}") ? "\\}" : piece, flags);
        StringBuilder fits = new StringBuilder();
        for (char c : CHARACTERS.toCharArray()) {
            if (one.matcher(String.valueOf(c)).matches()) {
                fits.append(c);
            }
        }
        return fits.toString();
    }

    private static boolean grows(Pattern pattern, Use use, String before, String repeated, String behind) {
        int times = CHARACTERS_REPEATED / repeated.length();
        long one = steps(pattern, use, before + repeated.repeat(times) + behind);
        long two = steps(pattern, use, before + repeated.repeat(2 * times) + behind);
        if (two <= 4L * CHARACTERS_REPEATED) {
            return false;
        }
        long four = steps(pattern, use, before + repeated.repeat(4 * times) + behind);
        return four - two > MOST * (two - one);
    }

    private static long steps(Pattern pattern, Use use, String input) {
        Counted counted = new Counted(input);
        Matcher matcher = pattern.matcher(counted);
        try {
            boolean unused = switch (use) {
                case WHOLE -> matcher.matches();
                case BEGINNING -> matcher.lookingAt();
                // As often as something is found, as replacing and splitting do.
                case SEARCH -> matcher.results().count() > 0;
            };
        } catch (StackOverflowError deep) {
            return Integer.MAX_VALUE;
        }
        return counted.steps;
    }

    /** Counts the characters that are read of a text. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            steps++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
