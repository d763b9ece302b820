package dev.errata.reference.hookbridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.errata.spring.RequestAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The envelope of a success.
 *
 * @param message one sentence, where there is something to say
 * @param data what was asked for
 * @param meta the request's id, and where a list goes on
 */
record Answer(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String message, Object data, Map<String, Object> meta) {

    /** What callers are told of something that is gone. */
    record Deleted(String id, boolean deleted) {
        Deleted(String id) {
            this(id, true);
        }
    }

    /**
     * A part of a list.
     *
     * @param next where the next part begins; null at the end
     */
    record Page<T>(List<T> items, @Nullable String next) {}

    static Answer of(Object data) {
        return new Answer(null, data, meta(Map.of()));
    }

    static Answer of(String message, Object data) {
        return new Answer(message, data, meta(Map.of()));
    }

    static Answer with(Object data, Map<String, Object> more) {
        return new Answer(null, data, meta(more));
    }

    /** A part of a list: at the end there is no cursor, which some callers go by and others not. */
    static Answer page(Page<?> page) {
        return with(
                page.items(),
                page.next() == null ? Map.of("has_more", false) : Map.of("has_more", true, "next_cursor", page.next()));
    }

    private static Map<String, Object> meta(Map<String, Object> more) {
        Map<String, Object> meta = new LinkedHashMap<>();
        Object id = RequestContextHolder.currentRequestAttributes().getAttribute(RequestAttributes.REQUEST_ID, 0);
        meta.put("request_id", String.valueOf(id));
        meta.putAll(more);
        return meta;
    }
}
