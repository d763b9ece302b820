package dev.errata.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands under Example, in the order of the page.
 *
 * @param items prose and requests
 * @param helpers what the shell must know before the requests, as HTML; empty when that is nothing
 */
record ExampleView(List<Item> items, String helpers) {
    /**
     * A paragraph or the like, or a request; one of the two is null.
     *
     * @param prose HTML
     * @param step a request
     */
    record Item(@Nullable String prose, @Nullable StepView step) {}

    /**
     * A request.
     *
     * @param caption what it is for
     * @param provoking whether its answer is the error
     * @param remarks the directives in words, each HTML
     * @param samples the request in every language that can send it
     */
    record StepView(String caption, boolean provoking, List<String> remarks, List<SampleView> samples) {}

    /**
     * A request in one language.
     *
     * @param language its name in lower case, for the reader's choice
     * @param label its name for people
     * @param code HTML
     */
    record SampleView(String language, String label, String code) {}
}
