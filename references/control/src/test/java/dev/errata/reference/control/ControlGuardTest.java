package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.TestContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlGuardTest {
    private static final Catalog CATALOG = TestContract.catalog();
    private static final Map<String, List<String>> PROGRAM =
            Map.of("host", List.of("127.0.0.1:8084"), "control-token", List.of(Service.CONTROL_TOKEN));

    /** The API's own guards refuse everything, so that whatever passes was let past them. */
    private static @Nullable ApiError ask(boolean controls, String path, String peer) {
        return ask(
                controls ? ControlAccess.with(Service.CONTROL_TOKEN) : ControlAccess.none(),
                new Asked(path, peer, PROGRAM));
    }

    private static @Nullable ApiError ask(ControlAccess access, Asked asked) {
        return new ControlGuard(CATALOG, access, request -> CATALOG.answer(Condition.AUTH_MISSING, Facts.none()))
                .check(asked);
    }

    /** With other values of a header, or none at all, than a program of this machine sends. */
    private static @Nullable ApiError askWith(String header, String... values) {
        Map<String, List<String>> sent = new HashMap<>(PROGRAM);
        sent.put(header, List.of(values));
        return ask(ControlAccess.with(Service.CONTROL_TOKEN), new Asked("/_control/clock", "127.0.0.1", sent));
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
                "localhost",
                "LOCALHOST:8084",
                "127.0.0.1",
                "127.0.0.1:8084",
                "127.1.2.3:80",
                "[::1]",
                "[::1]:8084",
                "[0:0:0:0:0:0:0:1]:8084"
            })
    void controlsKnowThisMachineByItsOwnNames(String host) {
        assertThat(askWith("host", host)).isNull();
        assertThat(askWith("origin", "http://" + host)).isNull();
        assertThat(askWith("origin", "https://" + host)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8084",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "localhost.",
                "evil.example@127.0.0.1",
                "127.0.0.1@evil.example",
                "127.0.0.1#@evil.example",
                "127.0.0.1/evil.example",
                "10.0.0.1",
                "0.0.0.0",
                "127.1",
                "2130706433",
                "[::2]",
                "[::1",
                "",
                " "
            })
    void nameThatOnlyLeadsHereIsNotThisMachine(String host) {
        assertAbsent(askWith("host", host), "/_control/clock");
        assertAbsent(askWith("origin", "http://" + host), "/_control/clock");
    }

    @Test
    void requestWithoutAHostOrWithTwoIsNotBelieved() {
        assertAbsent(askWith("host"), "/_control/clock");
        assertAbsent(askWith("host", "127.0.0.1", "127.0.0.1"), "/_control/clock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "file://", "chrome-extension://abc", "https://evil.example", "127.0.0.1", ""})
    void pageOfAnotherOriginIsNotAProgramOfThisMachine(String origin) {
        assertAbsent(askWith("origin", origin), "/_control/clock");
        assertAbsent(askWith("origin", "http://127.0.0.1:8084", origin), "/_control/clock");
    }

    @ParameterizedTest
    @CsvSource({"cross-site, false", "same-site, true", "same-origin, true", "none, true", "other, false"})
    void browsersTellThatARequestIsOfAnotherSite(String site, boolean admitted) {
        if (admitted) {
            assertThat(askWith("sec-fetch-site", site)).isNull();
        } else {
            assertAbsent(askWith("sec-fetch-site", site), "/_control/clock");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "guessed",
                Service.CONTROL_TOKEN + "x",
                "token-of-the-tests-22-character",
                "TOKEN-OF-THE-TESTS-22-CHARACTERS",
                "token-of-the-tests-22-character\u0161"
            })
    void whoDoesNotKnowTheTokenIsNotAdmitted(String token) {
        assertAbsent(askWith("control-token", token), "/_control/clock");
    }

    @Test
    void tokenMustBeSentExactlyOnce() {
        assertAbsent(askWith("control-token"), "/_control/clock");
        assertAbsent(askWith("control-token", Service.CONTROL_TOKEN, Service.CONTROL_TOKEN), "/_control/clock");
    }

    @Test
    void tokenThatCouldBeGuessedOrNotSentIsRefused() {
        for (String token : List.of("short", "x".repeat(21), "x".repeat(22) + "\n")) {
            assertThatThrownBy(() -> ControlAccess.with(token))
                    .hasMessage("The token of the test controls has " + token.length() + " characters; give at least 22"
                            + " random ones of visible ASCII in ERRATA_CONTROL_TOKEN, or nothing, and one is drawn");
        }
        assertThat(ControlAccess.with("x".repeat(22))).hasToString("ControlAccess[token]");
    }

    @Test
    void tokenIsDrawnAnewAtEachStartAndToldToTheOwnerOfTheFolderOnly(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        ControlAccess first = ControlAccess.drawn(random);
        ControlAccess second = ControlAccess.drawn(random);
        Path data = folder.resolve("harpoon");

        first.tell(data);
        second.tell(data);
        ControlAccess.none().tell(folder.resolve("none"));

        assertThat(first.token()).matches("[A-Za-z0-9_-]{32}").isNotEqualTo(second.token());
        assertThat(Files.readString(data.resolve("control-token"))).isEqualTo(second.token() + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("control-token"))))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("none")).doesNotExist();
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
