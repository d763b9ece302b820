package dev.errata.site;

import dev.errata.catalog.Advice;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The first page.
 *
 * @param shell what pages share
 * @param description one line on the API; empty when there is none
 * @param tables the codes of the API, those of the platform, the retired ones; none of them empty
 * @param statuses every status that a code has, ascending
 * @param advice the advice that any code gives, each label once
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
        String retryWords() {
            return words(one -> one.retry().word());
        }

        /** Who must act, separated by spaces. */
        String actorWords() {
            return words(one -> one.actor().word());
        }

        /** The advice, for the filter, separated by spaces. */
        String adviceKeys() {
            return words(Advice::key);
        }

        private String words(Function<Advice, String> word) {
            return advice.stream().map(word).distinct().collect(Collectors.joining(" "));
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

    /** How many codes are in use. */
    int count() {
        return tables.stream()
                .filter(table -> !table.id().equals("retired"))
                .mapToInt(table -> table.rows().size())
                .sum();
    }
}
