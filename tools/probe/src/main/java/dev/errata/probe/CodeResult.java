package dev.errata.probe;

import dev.errata.catalog.Page;
import java.util.List;

/**
 * What was found out about one code.
 *
 * @param page its page
 * @param forms the main form first, then the variants
 */
public record CodeResult(Page page, List<FormResult> forms) {
    /** Whether every form is proven. */
    public boolean proven() {
        return forms.stream().allMatch(FormResult::proven);
    }

    /** Whether a form failed. */
    public boolean failed() {
        return forms.stream().anyMatch(FormResult::failed);
    }

    /** Whether the code is not proven, and the page says why. */
    public boolean waived() {
        return !proven() && !failed();
    }

    /** How long all its examples took. */
    public long millis() {
        return forms.stream().mapToLong(FormResult::millis).sum();
    }
}
