package dev.errata.reference.harpoon;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of a success.
 *
 * @param success always true
 * @param data what was asked for
 * @param message one sentence, where there is something to say
 * @param pagination on lists
 * @param meta what belongs to the request rather than to its data
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Envelope(
        boolean success,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object data,
        @Nullable String message,
        @Nullable Object pagination,
        @Nullable Object meta) {
    /** Data alone. */
    public static Envelope of(@Nullable Object data) {
        return new Envelope(true, data, null, null, null);
    }

    /** Data and a sentence. */
    public static Envelope of(@Nullable Object data, String message) {
        return new Envelope(true, data, message, null, null);
    }
}
