package dev.errata.store.jdbc;

import dev.errata.guard.key.ApiKeyStore;
import dev.errata.guard.key.ApiKeyStoreKit;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
final class JdbcApiKeyStoreTest extends ApiKeyStoreKit {
    @TempDir
    Path folder;

    @Parameter
    Place place;

    private Database database;

    @BeforeEach
    void open() {
        database = Databases.open(place.empty(folder));
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
