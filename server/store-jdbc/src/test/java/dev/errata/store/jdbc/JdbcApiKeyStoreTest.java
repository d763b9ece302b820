package dev.errata.store.jdbc;

import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeyStoreKit;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class JdbcApiKeyStoreTest extends ApiKeyStoreKit {
    @TempDir
    Path folder;

    private SqliteDatabase database;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("keys.db"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected ApiKeyStore store() {
        return new JdbcApiKeyStore(database);
    }
}
