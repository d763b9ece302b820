package dev.errata.site;

import java.util.List;

/**
 * The first page.
 *
 * @param shell what pages share
 * @param description one line on the API; empty when there is none
 * @param tables the codes of the API, those of the platform, the retired ones; none of them empty
 * @param statuses every status that a code has, ascending
 * @param advice the retry advice that any code gives
 */
record IndexView(Shell shell, String description, List<Table> tables, List<Status> statuses, List<Advice> advice) {
    /**
     * A table of codes.
     *
     * @param id its anchor
     * @param heading above it
     * @param explanation what these codes are; empty where the heading says it
     * @param rows one for each code
     */
    record Table(String id, String heading, String explanation, List<Row> rows) {}

    /** One code. */
    record Row(String code, String href, String title, List<Status> statuses, List<Advice> advice) {
        /** The statuses, separated by spaces. */
        String statusWords() {
            return String.join(
                    " ", statuses.stream().map(status -> "" + status.number()).toList());
        }

        /** The retry words, separated by spaces. */
        String adviceWords() {
            return String.join(" ", advice.stream().map(Advice::word).toList());
        }
    }

    /** An HTTP status. */
    record Status(int number, String phrase) {
        static Status of(int number) {
            return new Status(number, StatusText.phrase(number));
        }

        /** Number and phrase. */
        String line() {
            return StatusText.line(number);
        }

        /** The number, or a dash for what is no answer. */
        String shown() {
            return number == 0 ? "–" : Integer.toString(number);
        }

        /** Its class, for the stylesheet: {@code s4} or {@code s5}. */
        String style() {
            return "s" + number / 100;
        }
    }

    /** Retry advice: the word of the catalog, a few words, a sentence. */
    record Advice(String word, String label, String sentence) {
        static Advice of(dev.errata.core.RetryAdvice advice) {
            return new Advice(advice.word(), RetryText.label(advice), RetryText.sentence(advice));
        }
    }

    /** How many codes are in use. */
    int count() {
        return tables.stream()
                .filter(table -> !table.id().equals("retired"))
                .mapToInt(table -> table.rows().size())
                .sum();
    }
}
