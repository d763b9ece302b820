/**
 * What must survive, in a database.
 *
 * <p>{@link dev.errata.store.jdbc.Database} runs {@link dev.errata.store.jdbc.Work}: it is the one way to read and
 * write, for the stores here and for the tables of a service, so that both can be committed together.
 * {@link dev.errata.store.jdbc.Databases} opens the one that a setting names.
 * {@link dev.errata.store.jdbc.SqliteDatabase} is the embedded one: a file, one writer that groups commits, and a few
 * readers; libraries borrow the writer's connection. {@link dev.errata.store.jdbc.PostgresDatabase} is a server that several processes share: a pool, and a
 * transaction for each work. Each {@link dev.errata.store.jdbc.Schema} brings its own numbered migrations.
 *
 * <p>{@link dev.errata.store.jdbc.JdbcApiKeyStore}, {@link dev.errata.store.jdbc.JdbcIdempotencyStore} and
 * {@link dev.errata.store.jdbc.JdbcQuotaStore} are the guard's stores. Their SQL is what SQLite and PostgreSQL share,
 * and so is the text of the migrations in {@code dev/errata/store/jdbc/migration}.
 */
@NullMarked
package dev.errata.store.jdbc;

import org.jspecify.annotations.NullMarked;
