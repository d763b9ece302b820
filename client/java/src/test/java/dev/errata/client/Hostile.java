package dev.errata.client;

import dev.errata.core.Detail;
import dev.errata.core.InvalidField;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values as an attacker would choose them, the same for the same seed. */
final class Hostile {
    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\n",
            "\r",
            "\t",
            "\b",
            "\f",
            "\u0000",
            "\u001f",
            "\u007f",
            "é",
            "\u2028",
            "\ufeff",
            "\uffff",
            "😀",
            "</script>",
            "null",
            "$code",
            "{0}",
            "%s",
            "\\u0041",
            " ",
            "a",
            "0");
    private static final int LONGEST = 12;

    private final Random random;

    Hostile(long seed) {
        this.random = new Random(seed);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(LONGEST); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    Object value(Detail detail) {
        return switch (detail.type()) {
            case STRING -> text();
            case INTEGER -> integer();
            case DECIMAL -> decimal();
            case BOOLEAN -> coin();
            case TIMESTAMP -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case STRINGS -> texts();
            case FIELDS -> List.of(new InvalidField(text(), text(), text()));
            case ANY -> tree(3);
        };
    }

    private long integer() {
        return switch (random.nextInt(4)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> 0L;
            default -> random.nextLong();
        };
    }

    private BigDecimal decimal() {
        return BigDecimal.valueOf(random.nextLong(), 1 + random.nextInt(20));
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(text());
        }
        return texts;
    }

    Object tree(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> text();
            case 1 -> integer();
            case 2 -> coin();
            case 3 -> decimal();
            case 4 -> List.of(tree(depth - 1), tree(depth - 1));
            default -> {
                Map<String, Object> members = new LinkedHashMap<>();
                members.put("a" + text(), tree(depth - 1));
                members.put("b" + text(), tree(depth - 1));
                yield members;
            }
        };
    }
}
