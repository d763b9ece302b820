package dev.errata.probe;

import dev.errata.catalog.Page;
import java.util.List;

/**
 * Judges codes that are no answers: the last request of their example reads the place where they appear, a delivery's
 * record or a stream that ended, and that answer succeeds and contains the code as a JSON string.
 */
final class Elsewhere {
    private Elsewhere() {}

    static List<Problem> judge(Page page, Answer answer) {
        String where =
                "the last request of a page with surface: " + page.surface().word() + " reads it";
        if (!answer.success()) {
            return List.of(new Problem(
                    Verdict.WRONG_STATUS, "The status is " + answer.status() + ", but " + where + " and succeeds."));
        }
        if (!answer.text().contains("\"" + page.code() + "\"")) {
            return List.of(new Problem(
                    Verdict.NOT_PROVOKED,
                    "The answer does not contain \"" + page.code() + "\", but " + where + ": "
                            + answer.beginning(200)));
        }
        return List.of();
    }
}
