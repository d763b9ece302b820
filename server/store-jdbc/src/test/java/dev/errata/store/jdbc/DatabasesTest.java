package dev.errata.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabasesTest {
    @TempDir
    Path folder;

    @Test
    void aPathIsAFileOfSqlite() {
        Path file = folder.resolve("a.db");
        try (Database database = Databases.open(file.toString())) {
            assertThat(database).isInstanceOf(SqliteDatabase.class);
        }
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void anAddressIsAServer() {
        try (Database database = Databases.open(PostgresServer.empty())) {
            assertThat(database).isInstanceOf(PostgresDatabase.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                          | ''
            '  '                                        | '  '
            jdbc:mysql://db/shop?password=secret        | jdbc:mysql://db/shop
            jdbc:sqlserver://db;password=secret         | jdbc:sqlserver://db
            jdbc:sqlite:shop.db                         | jdbc:sqlite:shop.db
            jdbc:postgresql:shop                        | jdbc:postgresql:shop
            postgres://me:secret@db/shop                | postgres://…
            postgres://me:se?cret@db/shop               | postgres://…
            file:/var/shop.db                           | file:/var/shop.db
            """)
    void anythingElseIsRefusedWithoutTellingSecrets(String location, String shown) {
        assertThatThrownBy(() -> Databases.open(location))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + shown + "' is no place for a database; give the path of a file, or"
                        + " jdbc:postgresql://host:port/database?user=…&password=…");
    }

    @Test
    void aPathThatCannotBeIsRefusedToo() {
        assertThatThrownBy(() -> Databases.open("a\u0000b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'a\u0000b' is no place for a database; give the path of a file, or"
                        + " jdbc:postgresql://host:port/database?user=…&password=…");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db:port/shop?password=secret | jdbc:postgresql://db:port/shop
            jdbc:postgresql://me:secret@db:5432/shop       | jdbc:postgresql://…
            """)
    void anAddressThatTheDriverCannotReadIsRefused(String location, String shown) {
        assertThatThrownBy(() -> Databases.open(location))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + shown + "' is no address of a PostgreSQL server; write"
                        + " jdbc:postgresql://host:port/database?user=…&password=…");
    }
}
