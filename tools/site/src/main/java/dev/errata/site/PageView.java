package dev.errata.site;

import dev.errata.catalog.Advice;
import dev.errata.site.IndexView.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a code. Names that end in Html hold HTML; everything else is text.
 *
 * @param shell what pages share
 * @param neighbours the list beside the page
 * @param code the code
 * @param title a short name
 * @param retired whether the API no longer answers with it
 * @param replacement the page to look at instead
 * @param platform whether it is beyond what the API documents
 * @param surface where it appears, in words; null for an ordinary answer
 * @param facts label and value pairs
 * @param main the main form
 * @param variants the other forms
 * @param details the rows of the details table
 * @param causeHtml when the caller sees it
 * @param fixHtml what the caller does
 * @param remarkHtml on the response; empty when the page has none
 * @param notesHtml what else is worth saying; empty when nothing is
 * @param waiver why there is no example; null when there is one
 * @param keyLabel what the reader's key is called, null when examples need none
 * @param base the base address in the samples
 * @param controls whether test controls can make what examples need
 * @param previous the page before
 * @param next the page after
 */
record PageView(
        Shell shell,
        Neighbours neighbours,
        String code,
        String title,
        boolean retired,
        Shell.@Nullable Entry replacement,
        boolean platform,
        @Nullable String surface,
        List<FactLine> facts,
        FormView main,
        List<FormView> variants,
        List<DetailView> details,
        String causeHtml,
        String fixHtml,
        String remarkHtml,
        String notesHtml,
        @Nullable String waiver,
        @Nullable String keyLabel,
        String base,
        boolean controls,
        Shell.@Nullable Entry previous,
        Shell.@Nullable Entry next) {

    /** A label and a value; {@code mono} for identifiers. */
    record FactLine(String label, List<String> values, boolean mono) {}

    /**
     * One form.
     *
     * @param name its name
     * @param id its anchor
     * @param status HTTP status
     * @param advice retry advice
     * @param messageHtml the message, placeholders marked
     * @param responseHtml the answer as an HTTP message
     * @param example the requests, null when there are none
     */
    record FormView(
            String name,
            String id,
            Status status,
            Advice advice,
            String messageHtml,
            String responseHtml,
            @Nullable ExampleView example) {}

    /** A row of the details table; the example is HTML. */
    record DetailView(
            String id,
            String name,
            String type,
            boolean required,
            boolean sensitive,
            String docHtml,
            String exampleHtml) {}

    /** Whether any form has requests to show. */
    boolean anyExample() {
        return main.example() != null || variants.stream().anyMatch(form -> form.example() != null);
    }
}
