package dev.errata.probe;

import dev.errata.catalog.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges codes that are no answers: the last request of their example reads the place where they appear, a delivery's
 * record or a stream that ended, and that answer succeeds and names the code where codes stand: in a member called
 * {@code code}, {@code error}, or by a name that ends in {@code _code}. A text or a list that only mentions it proves
 * nothing.
 */
final class Elsewhere {
    private static final String EVENT_DATA = "data:";

    private Elsewhere() {}

    static List<Problem> judge(Page page, Answer answer) {
        String where =
                "the last request of a page with surface: " + page.surface().word() + " reads it";
        if (!answer.success()) {
            return List.of(new Problem(
                    Verdict.WRONG_STATUS, "The status is " + answer.status() + ", but " + where + " and succeeds."));
        }
        if (!names(page.code(), answer)) {
            return List.of(new Problem(
                    Verdict.NOT_PROVOKED,
                    "The answer has no member 'code', 'error' or '…_code' that is \"" + page.code() + "\", but " + where
                            + ": " + answer.beginning(200)));
        }
        return List.of();
    }

    private static boolean names(String code, Answer answer) {
        return names(code, answer.json())
                || answer.text()
                        .lines()
                        .filter(line -> line.startsWith(EVENT_DATA))
                        .anyMatch(line -> names(code, Json.parse(line.substring(EVENT_DATA.length()))));
    }

    private static boolean names(String code, @Nullable Object tree) {
        if (tree instanceof List<?> list) {
            return list.stream().anyMatch(item -> names(code, item));
        }
        return tree instanceof Map<?, ?> members
                && members.entrySet().stream()
                        .anyMatch(member -> code.equals(member.getValue())
                                ? isCode(String.valueOf(member.getKey()))
                                : names(code, member.getValue()));
    }

    private static boolean isCode(String member) {
        return member.equals("code") || member.equals("error") || member.endsWith("_code");
    }
}
