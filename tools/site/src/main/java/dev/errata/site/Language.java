package dev.errata.site;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Example.Step;
import java.util.List;

/** The forms in which a request is shown, in the order of their tabs. */
enum Language {
    /** As the catalog has it; editors run it. */
    HTTP("HTTP"),
    /** A shell. */
    CURL("curl"),
    /** The fetch of browsers and Node.js. */
    FETCH("JavaScript"),
    /** The requests package. */
    REQUESTS("Python"),
    /** The client of the JDK. */
    JAVA("Java");

    private final String label;

    Language(String label) {
        this.label = label;
    }

    /** The languages that can send a step: only a socket sends raw text as it stands. */
    static List<Language> of(Step step) {
        return isRaw(step) ? List.of(HTTP, CURL) : List.of(values());
    }

    /** What the language is called where it sends this step: raw text is sent by the shell itself. */
    String label(Step step) {
        return this == CURL && isRaw(step) ? "bash" : label;
    }

    private static boolean isRaw(Step step) {
        return step.directive(Directive.Kind.RAW).isPresent();
    }

    /** A program that sends the step; for the shell, what sends it is given. */
    String program(Step step, CurlScript.Part shell) {
        return switch (this) {
            case HTTP -> step.text().stripTrailing();
            case CURL -> shell.call();
            case FETCH -> FetchSample.of(step);
            case REQUESTS -> PythonSample.of(step);
            case JAVA -> JavaSample.of(step);
        };
    }
}
