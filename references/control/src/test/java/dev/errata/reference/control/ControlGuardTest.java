package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.TestContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlGuardTest {
    private static final Catalog CATALOG = TestContract.catalog();

    /** The API's own guards refuse everything, so that whatever passes was let past them. */
    private static @Nullable ApiError ask(boolean controls, String path, String peer) {
        return new ControlGuard(CATALOG, controls, request -> CATALOG.answer(Condition.AUTH_MISSING, Facts.none()))
                .check(new Asked(path, peer));
    }

    private static void assertAbsent(@Nullable ApiError error, String path) {
        assertThat(error).isNotNull();
        assertThat(error.code().id()).isEqualTo("ABSENT_ROUTE");
        assertThat(error.status()).isEqualTo(404);
        assertThat(error.details()).containsExactly(entry("method", "POST"), entry("path", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "127.255.255.254", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void callerOnThisMachineReachesTheControls(String peer) {
        assertThat(ask(true, "/_control/clock", peer)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "192.168.1.2",
                "93.184.215.14",
                "0.0.0.0",
                "::",
                "::2",
                "fe80::1",
                "2606:4700:4700::1111",
                "::ffff:10.0.0.1",
                "localhost",
                "[::1]",
                "2130706433",
                "127.1",
                "",
                "not an address"
            })
    void toAnybodyElseTheControlsDoNotExist(String peer) {
        assertAbsent(ask(true, "/_control/clock", peer), "/_control/clock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/_control", "/_control/", "/_control/clock", "/_control/fixtures/account"})
    void serviceWithoutControlsHasNoneForCallersOnThisMachineEither(String path) {
        assertAbsent(ask(false, path, "127.0.0.1"), path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%5Fcontrol/clock",
                "/%5fcontrol/clock",
                "/_c%6Fntrol/clock",
                "/_control;a=b/clock",
                "/_control;/clock",
                "/%5Fcontrol;x/clock"
            })
    void anotherSpellingOfThePathLeadsToNoOtherAnswer(String path) {
        assertAbsent(ask(true, path, "10.0.0.1"), path);
        assertThat(ask(true, path, "127.0.0.1")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "/v1/transactions",
        "/_controls",
        "/_control2/clock",
        "/v1/_control/clock",
        "//_control/clock",
        "''"
    })
    void everyOtherPathIsLeftToTheGuardsOfTheApi(String path) {
        ApiError error = ask(true, path, "127.0.0.1");

        assertThat(error).isNotNull();
        assertThat(error.code().id()).isEqualTo("AUTH_MISSING");
    }
}
