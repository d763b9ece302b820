package dev.errata.probe;

import dev.errata.catalog.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one form of a code.
 *
 * @param page its page
 * @param subject the form, and as which name it was asked for
 * @param verdict what the last answer, or its absence, says
 * @param reasons whole sentences; empty when proven
 * @param observations what was seen on any answer of the example
 * @param last the last exchange, null when it never came to it
 * @param millis how long the whole example took
 */
public record FormResult(
        Page page,
        Subject subject,
        Verdict verdict,
        List<String> reasons,
        List<Observation> observations,
        @Nullable Exchange last,
        long millis) {

    /**
     * What is proven by one run of an example.
     *
     * @param form the form of the code
     * @param as the earlier name that a pinned caller must receive, null for who follows the API as it is
     */
    public record Subject(Page.Form form, Page.@Nullable Alias as) {
        /** All that is to be proven of a page: every form, and for each name that callers are pinned to every form again. */
        static List<Subject> of(Page page) {
            List<Subject> subjects = new ArrayList<>();
            page.forms().forEach(form -> subjects.add(new Subject(form, null)));
            page.pinnedAliases().forEach(alias -> page.forms().forEach(form -> subjects.add(new Subject(form, alias))));
            return subjects;
        }

        /** The code that must come. */
        String code(Page page) {
            return as == null ? page.code() : as.name();
        }

        /** {@code main}, or {@code main as old_name}. */
        public String name() {
            return as == null ? form.name() : name(form.name(), as.name());
        }

        /** The name of a form as a pinned caller must receive it. */
        public static String name(String form, String alias) {
            return form + " as " + alias;
        }
    }

    /** The form. */
    public Page.Form form() {
        return subject.form();
    }

    /** Whether the answer was right and nothing else was seen. */
    public boolean proven() {
        return verdict == Verdict.PROVEN && observations.isEmpty();
    }

    /** Whether the page says why there is no proof. */
    public boolean waived() {
        return verdict == Verdict.WAIVED && observations.isEmpty();
    }

    /** Whether somebody has to do something. */
    public boolean failed() {
        return !proven() && !waived();
    }

    /** {@code CODE › form}, or {@code CODE › form as OLD_NAME}. */
    public String name() {
        return page.code() + " › " + subject.name();
    }

    /** {@code file:line} of the fence that provokes it, or of the form where there is none. */
    public String place() {
        int line = page.example(form().name())
                .map(example -> example.provoking().line())
                .orElse(form().line());
        return page.file() + ":" + line;
    }

    /** The name, the verdict, and what was wrong, for assertions. */
    @Override
    public String toString() {
        return name() + " " + verdict + " " + reasons + " "
                + observations.stream().map(Observation::text).toList();
    }
}
