package dev.errata.reference.control;

import dev.errata.guard.GuardedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of which only the path and the peer matter. */
record Asked(String path, String peerAddress) implements GuardedRequest {
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
        return List.of();
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
