package dev.errata.store.jdbc;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Something to do in a database.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
    /** Does it; {@code sql} is for this thread and this call only. */
    T run(JdbcClient sql);
}
