package dev.errata.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call to make. Immutable: each method returns another request, and bytes are copied. */
public final class Request {
    private static final String JSON = "application/json";

    private final String method;
    private final String path;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final String accepts;
    private final @Nullable String idempotencyKey;
    private final boolean repeatable;
    private final @Nullable Duration deadline;

    private Request(Draft draft) {
        this.method = draft.method;
        this.path = draft.path;
        this.headers = draft.headers;
        this.body = draft.body;
        this.accepts = draft.accepts;
        this.idempotencyKey = draft.idempotencyKey;
        this.repeatable = draft.repeatable;
        this.deadline = draft.deadline;
    }

    /** The one place that knows every part, so that the methods below name only what they change. */
    private static final class Draft {
        private final String method;
        private String path;
        private Map<String, List<String>> headers = Map.of();
        private byte[] body = {};
        private String accepts = JSON;
        private @Nullable String idempotencyKey;
        private boolean repeatable;
        private @Nullable Duration deadline;

        Draft(String method, String path) {
            this.method = method;
            this.path = path;
        }

        void header(String name, String value, boolean replaces) {
            Map<String, List<String>> more = new LinkedHashMap<>(headers);
            List<String> values = new ArrayList<>(replaces ? List.of() : more.getOrDefault(name, List.of()));
            values.add(value);
            more.put(name, List.copyOf(values));
            headers = more;
        }
    }

    private Draft draft() {
        Draft draft = new Draft(method, path);
        draft.headers = headers;
        draft.body = body;
        draft.accepts = accepts;
        draft.idempotencyKey = idempotencyKey;
        draft.repeatable = repeatable;
        draft.deadline = deadline;
        return draft;
    }

    /**
     * A request with any method.
     *
     * @param path begins with a slash and stands behind the client's base; or a whole address of the same host, such as
     *     the link to a next page
     */
    public static Request of(String method, String path) {
        return new Request(new Draft(method, path));
    }

    /** A GET. */
    public static Request get(String path) {
        return of("GET", path);
    }

    /** A DELETE. */
    public static Request delete(String path) {
        return of("DELETE", path);
    }

    /** A POST of JSON. */
    public static Request post(String path, String json) {
        return of("POST", path).json(json);
    }

    /** A PUT of JSON. */
    public static Request put(String path, String json) {
        return of("PUT", path).json(json);
    }

    /** The same with a body of JSON. */
    public Request json(String json) {
        return body(JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with a body, copied now, so that every attempt sends the same bytes. */
    public Request body(String contentType, byte[] bytes) {
        Draft draft = draft();
        draft.body = bytes.clone();
        draft.header("Content-Type", contentType, true);
        return new Request(draft);
    }

    /** The same with one more header. */
    public Request header(String name, String value) {
        Draft draft = draft();
        draft.header(name, value, false);
        return new Request(draft);
    }

    /** The same with one more parameter behind the question mark; name and value are encoded. */
    public Request query(String name, String value) {
        Draft draft = draft();
        draft.path = path + (path.indexOf('?') < 0 ? '?' : '&') + encoded(name) + '=' + encoded(value);
        return new Request(draft);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The same, asking for another media type than JSON. A success of another type counts as an error, because a login
     * page is none; {@code *}{@code /*} takes anything.
     */
    public Request accepts(String mediaType) {
        Draft draft = draft();
        draft.accepts = mediaType;
        return new Request(draft);
    }

    /** The same under an idempotency key of the caller's; every attempt shows it. */
    public Request idempotencyKey(String key) {
        Draft draft = draft();
        draft.idempotencyKey = key;
        return new Request(draft);
    }

    /** The same, declared safe to reach the service twice, whatever its method: a search by POST, for example. */
    public Request repeatable() {
        Draft draft = draft();
        draft.repeatable = true;
        return new Request(draft);
    }

    /** The same with its own time for the whole call, in place of the policy's. */
    public Request deadline(Duration deadline) {
        Draft draft = draft();
        draft.deadline = deadline;
        return new Request(draft);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** What may stand in messages: a query may hold secrets. */
    String shownPath() {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] bytes() {
        return body;
    }

    String accepts() {
        return accepts;
    }

    @Nullable
    String idempotencyKey() {
        return idempotencyKey;
    }

    @Nullable
    Duration deadline() {
        return deadline;
    }

    /** Whether it may reach the service twice (RFC 9110, 9.2.2), keys aside. */
    boolean isRepeatable() {
        return repeatable
                || switch (method) {
                    case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
                    default -> false;
                };
    }

    /** The method and the path, without query, headers and body. */
    @Override
    public String toString() {
        return method + " " + shownPath();
    }
}
