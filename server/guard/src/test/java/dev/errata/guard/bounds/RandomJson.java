package dev.errata.guard.bounds;

import java.util.Random;

/** Writes valid JSON of many shapes, with white space and escapes where nobody needs them. */
final class RandomJson {
    private static final String[] CHARACTERS = {
        "a", "Z", "0", " ", "\u00e9", "\u20ac", "\ud83d\ude00", "\u007f", "{", "]", ",", ":", "\u2028"
    };
    private static final String[] ESCAPES = {
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0041",
        "\\u0000",
        "\\u001F",
        "\\u000a",
        "\\u00e9",
        "\\u20AC",
        "\\ud83d\\ude00",
        "\\u0022",
        "\\u005C",
        "\\u002f"
    };

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    RandomJson(long seed) {
        this.random = new Random(seed);
    }

    String write() {
        out.setLength(0);
        space();
        value(1 + random.nextInt(5));
        space();
        return out.toString();
    }

    private void value(int deepest) {
        switch (random.nextInt(deepest > 0 ? 8 : 4)) {
            case 0 -> out.append(random.nextInt(2_000) - 1_000);
            case 1 -> out.append(new String[] {"true", "false", "null"}[random.nextInt(3)]);
            case 2, 3 -> text(random.nextInt(24));
            case 4, 5 -> list(deepest);
            default -> object(deepest);
        }
    }

    private void list(int deepest) {
        out.append('[');
        int items = random.nextInt(7);
        for (int i = 0; i < items; i++) {
            out.append(i == 0 ? "" : ",");
            space();
            value(deepest - 1);
            space();
        }
        out.append(items == 0 && random.nextBoolean() ? " ]" : "]");
    }

    private void object(int deepest) {
        out.append('{');
        int members = random.nextInt(7);
        for (int i = 0; i < members; i++) {
            out.append(i == 0 ? "" : ",");
            space();
            text(random.nextInt(30));
            // Names must differ, or the tree has fewer.
            out.insert(out.length() - 1, i);
            space();
            out.append(':');
            space();
            value(deepest - 1);
            space();
        }
        out.append('}');
    }

    private void text(int length) {
        out.append('"');
        for (int i = 0; i < length; i++) {
            out.append(
                    random.nextInt(6) == 0
                            ? ESCAPES[random.nextInt(ESCAPES.length)]
                            : CHARACTERS[random.nextInt(random.nextBoolean() ? 4 : CHARACTERS.length)]);
        }
        out.append('"');
    }

    private void space() {
        while (random.nextInt(4) == 0) {
            out.append(" \t\r\n".charAt(random.nextInt(4)));
        }
    }
}
