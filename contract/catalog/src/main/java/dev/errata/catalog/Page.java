package dev.errata.catalog;

import dev.errata.core.Actor;
import dev.errata.core.Condition;
import dev.errata.core.DetailType;
import dev.errata.core.RetryAdvice;
import dev.errata.core.Statuses;
import dev.errata.core.Surface;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page: everything the contract says of one code. Numbers written as {@code {limits.x}} are filled in.
 *
 * @param file the file
 * @param code the code, which is the file's name
 * @param title a short name for people
 * @param type the class of errors, null when the API has no types
 * @param surface where the error appears
 * @param platform whether HTTP or the platform refuses, beyond what the API documents
 * @param log how loud a log tells of each occurrence, null when the page does not say
 * @param forms the main form first, then the variants
 * @param details the typed details
 * @param aliases earlier names
 * @param since the version that brought it
 * @param retired whether the API no longer answers with it
 * @param replacedBy on a retired page, the code to look at instead
 * @param waiver why no request can provoke it; null when an example does
 * @param prose the text
 * @param examples the examples, one for each form that has one
 */
public record Page(
        Path file,
        String code,
        String title,
        @Nullable String type,
        Surface surface,
        boolean platform,
        @Nullable Level log,
        List<Form> forms,
        List<DetailDoc> details,
        List<Alias> aliases,
        String since,
        boolean retired,
        @Nullable String replacedBy,
        @Nullable String waiver,
        Prose prose,
        List<Example> examples) {
    /** The status of a form that is no answer to a request. */
    public static final int NO_STATUS = 0;

    /**
     * One form of the code.
     *
     * @param name {@code main}, or the variant's name
     * @param line where it is declared
     * @param status HTTP status; {@link #NO_STATUS} where the surface is not the response and the page gives none
     * @param retry what a caller may do with the same request
     * @param actor who must act where time alone does not help
     * @param message template with {@code {placeholders}}
     * @param raisedBy the conditions that it answers by name
     * @param statuses what an answer keeps where one of these was set, instead of the status
     */
    public record Form(
            String name,
            int line,
            int status,
            RetryAdvice retry,
            Actor actor,
            String message,
            List<Condition> raisedBy,
            Statuses statuses) {
        /** What to do about it. */
        public Advice advice() {
            return new Advice(retry, actor);
        }

        /** Whether its answers always have the detail: it is required, or stands in the message. */
        public boolean needs(DetailDoc detail) {
            return detail.required() || message.contains("{" + detail.name() + "}");
        }

        /** Whether its answers may have the status. */
        public boolean answersWith(int other) {
            return other == status || statuses.contains(other);
        }

        /** The status as people read it; a dash for a form that is no answer. */
        public String shownStatus() {
            return status == NO_STATUS ? "–" : Integer.toString(status);
        }
    }

    /**
     * One detail.
     *
     * @param name on the wire
     * @param line where it is declared
     * @param type on the wire
     * @param required whether every occurrence carries it
     * @param sensitive whether it is kept out of messages and logs
     * @param fact the fact that fills it when a condition raises the code
     * @param doc what it means
     * @param example a JSON tree: string, number, boolean, list or map
     */
    public record DetailDoc(
            String name,
            int line,
            DetailType type,
            boolean required,
            boolean sensitive,
            String fact,
            String doc,
            @Nullable Object example) {}

    /**
     * An earlier name of the code.
     *
     * @param name as it was on the wire
     * @param until the day of the renaming, when callers pinned to an earlier day still receive the name; null when
     *     nobody receives it any more
     */
    public record Alias(String name, @Nullable LocalDate until) {
        /** The name as people read it, with who still receives it. */
        public String shown() {
            return until == null ? name : name + " (who is pinned to a day before " + until + " still receives it)";
        }
    }

    /**
     * The page's text, in Markdown.
     *
     * @param cause when a caller sees the error
     * @param fix what the caller does about it
     * @param example what stands under Example, fences included; empty when there is none
     * @param response a hand-written body or remark; empty when the page leaves it to the envelope
     * @param notes what else is worth saying; empty when nothing is
     */
    public record Prose(String cause, String fix, String example, String response, String notes) {}

    /** The main form. */
    public Form main() {
        return forms.get(0);
    }

    /** The name that a caller receives who is pinned to a day, null for who follows the API as it is. */
    public String nameOn(@Nullable LocalDate pinned) {
        return pinned == null
                ? code
                : pinnedAliases().stream()
                        .filter(alias -> pinned.isBefore(alias.until()))
                        .min(Comparator.comparing(Alias::until))
                        .map(Alias::name)
                        .orElse(code);
    }

    /** The aliases that somebody still receives. */
    public List<Alias> pinnedAliases() {
        return aliases.stream().filter(alias -> alias.until() != null).toList();
    }

    /** The names of the aliases. */
    public List<String> earlierNames() {
        return aliases.stream().map(Alias::name).toList();
    }

    /** The example of a form, by the form's name. */
    public Optional<Example> example(String form) {
        return examples.stream().filter(example -> example.form().equals(form)).findFirst();
    }
}
