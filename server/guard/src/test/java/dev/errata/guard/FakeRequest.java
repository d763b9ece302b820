package dev.errata.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request without a server. */
public final class FakeRequest implements GuardedRequest {
    private final Map<String, List<String>> headers = new HashMap<>();
    private final Map<String, String> answerHeaders = new LinkedHashMap<>();
    private final Map<Class<?>, Object> left = new HashMap<>();
    private @Nullable String query;
    private String peer = "127.0.0.1";

    /** One more value of a header. */
    public FakeRequest with(String name, String value) {
        headers.computeIfAbsent(name.toLowerCase(Locale.ROOT), absent -> new ArrayList<>())
                .add(value);
        return this;
    }

    /** Another query than none. */
    public FakeRequest query(String query) {
        this.query = query;
        return this;
    }

    /** Another peer than 127.0.0.1. */
    public FakeRequest from(String peer) {
        this.peer = peer;
        return this;
    }

    /** The headers that were left for the answer. */
    public Map<String, String> answerHeaders() {
        return answerHeaders;
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public @Nullable String query() {
        return query;
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public String peerAddress() {
        return peer;
    }

    @Override
    public void answerHeader(String name, String value) {
        if (answerHeaders.put(name, value) != null) {
            throw new AssertionError("Header " + name + " was announced twice; an adapter may send both");
        }
    }

    @Override
    public <T> void put(Class<T> kind, T value) {
        left.put(kind, value);
    }

    @Override
    public <T> @Nullable T get(Class<T> kind) {
        return kind.cast(left.get(kind));
    }
}
