package dev.errata.guard.token;

import static dev.errata.guard.token.Forge.GOOD;
import static dev.errata.guard.token.Forge.RS256;
import static dev.errata.guard.token.Forge.rs256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ApiError;
import dev.errata.guard.FakeRequest;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenGuardTest {
    private static final String CHALLENGE = "Bearer realm=\"Test\"";
    private static final String INVALID = CHALLENGE + ", error=\"invalid_token\"";

    private final ManualClock clock = new ManualClock();
    private final TokenGuard guard = guard(Forge.keys());

    private TokenGuard guard(TokenKeys keys) {
        return new TokenGuard(
                TestContract.catalog(), new TokenVerifier(TokenRules.of("https://issuer.test", "harbor"), keys, clock));
    }

    private static void refused(ApiError error, String code, Map<String, Object> details, Map<String, String> headers) {
        assertThat(error.code().id()).isEqualTo(code);
        assertThat(error.details()).isEqualTo(details);
        assertThat(error.headers()).isEqualTo(headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER   "})
    void aTokenPassesAndIsLeftOnTheRequest(String scheme) {
        FakeRequest request = new FakeRequest().with("Authorization", scheme + rs256(RS256, GOOD));

        assertThat(guard.check(request)).isNull();
        assertThat(request.get(VerifiedToken.class).keyId()).isEqualTo("rsa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dTpw", "Token x", "x"})
    void anotherSchemeIsAMissingToken(String value) {
        missing(new FakeRequest().with("Authorization", value));
    }

    @Test
    void noHeaderIsAMissingToken() {
        missing(new FakeRequest());
    }

    private void missing(FakeRequest request) {
        refused(guard.check(request), "AUTH_MISSING", Map.of(), Map.of("WWW-Authenticate", CHALLENGE));
    }

    @Test
    void twoHeadersAreNoToken() {
        String value = "Bearer " + rs256(RS256, GOOD);
        FakeRequest request = new FakeRequest().with("Authorization", value).with("Authorization", value);

        refused(
                guard.check(request),
                "AUTH_TOKEN",
                Map.of("reason", "token_malformed"),
                Map.of("WWW-Authenticate", INVALID));
        assertThat(request.get(VerifiedToken.class)).isNull();
    }

    @Test
    void aTokenThatDoesNotHoldIsToldTheReason() {
        refused(
                guard.check(new FakeRequest().with("Authorization", "Bearer a.b.c")),
                "AUTH_TOKEN",
                Map.of("reason", "token_malformed"),
                Map.of("WWW-Authenticate", INVALID));
    }

    @Test
    void anExpiredTokenIsToldItsEnd() {
        clock.advance(Duration.ofHours(1));

        refused(
                guard.check(new FakeRequest().with("Authorization", "Bearer " + rs256(RS256, GOOD))),
                "AUTH_TOKEN_EXPIRED",
                Map.of("reason", "token_expired", "expired_at", Instant.parse("2026-11-20T10:01:00Z")),
                Map.of("WWW-Authenticate", INVALID));
    }

    @Test
    void keysThatCannotBeHadAreNoFaultOfTheToken() {
        TokenGuard cutOff = guard(id -> {
            throw new UncheckedIOException(new IOException("no route"));
        });

        refused(
                cutOff.check(new FakeRequest().with("Authorization", "Bearer " + rs256(RS256, GOOD))),
                "SERVER_UNAVAILABLE",
                Map.of("retry_after", 30L, "retry_after_ms", 30_000L),
                Map.of("Retry-After", "30"));
    }

    @Test
    void aTokenThatStandsElsewhereIsHeldAgainstTheSameRules() {
        FakeRequest request = new FakeRequest();

        assertThat(guard.verify(request, rs256(RS256, GOOD))).isNull();
        assertThat(request.get(VerifiedToken.class)).isNotNull();
        assertThat(guard.verify(new FakeRequest(), "").code().id()).isEqualTo("AUTH_TOKEN");
    }
}
