package dev.errata.reference.control;

import dev.errata.guard.GuardedRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of which only the path, the peer and the headers matter; their names are in small letters. */
record Asked(String path, String peerAddress, Map<String, List<String>> sent) implements GuardedRequest {
    @Override
    public String method() {
        return "POST";
    }

    @Override
    public @Nullable String query() {
        return null;
    }

    @Override
    public List<String> headers(String name) {
        return sent.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public void answerHeader(String name, String value) {
        throw new AssertionError("The guard announced " + name + ": " + value);
    }

    @Override
    public <T> void put(Class<T> kind, T value) {
        throw new AssertionError("The guard left " + value);
    }

    @Override
    public <T> @Nullable T get(Class<T> kind) {
        return null;
    }
}
