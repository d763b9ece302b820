package dev.errata.guard.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.errata.core.ApiError;
import dev.errata.core.ApiException;
import dev.errata.guard.ManualClock;
import dev.errata.guard.TestContract;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorsTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final String FOREIGN = "must be a cursor that this list has answered with";
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final CursorQuery QUERY =
            new CursorQuery("team_1:live", "GET /v1/events", "created_at desc", Map.of("type", "a", "status", "b"));

    private final ManualClock clock = new ManualClock();
    private final Random random = new Random(7);
    private final Cursors cursors = cursors(CursorKeys.of(key(1)), DAY);

    @ParameterizedTest
    @ValueSource(strings = {"", "evt_1", "2026-11-20T10:00:00Z|evt_1", "größer 🙂", "\u0000\n\"'"})
    void aPositionComesBackAsItWas(String position) {
        assertThat(cursors.read(QUERY, "cursor", cursors.issue(QUERY, position)))
                .isEqualTo(position);
    }

    @Test
    void aCursorNeedsNoEscapeInAnAddressAndSaysNothing() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            String cursor = cursors.issue(QUERY, "evt_1");
            assertThat(cursor).matches("[A-Za-z0-9_-]+").doesNotContain("evt_1");
            assertThat(seen.add(cursor)).isTrue();
        }
    }

    @Test
    void theLongestPositionPassesAndALongerOneIsAMistake() {
        String longest = "ä".repeat(256);
        String cursor = cursors.issue(QUERY, longest);

        assertThat(cursor).hasSize(732);
        assertThat(cursors.read(QUERY, "cursor", cursor)).isEqualTo(longest);
        assertThatThrownBy(() -> cursors.issue(QUERY, longest + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The position of a cursor has 513 bytes; keep it to 512, such as an id and a time");
    }

    @Test
    void everyChangedCharacterIsRefused() {
        for (String position : List.of("", "e", "ev", "evt_0123456789")) {
            String cursor = cursors.issue(QUERY, position);
            for (int at = 0; at < cursor.length(); at++) {
                for (int digit = 0; digit < DIGITS.length(); digit++) {
                    if (DIGITS.charAt(digit) != cursor.charAt(at)) {
                        refused(cursor.substring(0, at) + DIGITS.charAt(digit) + cursor.substring(at + 1));
                    }
                }
            }
        }
    }

    @Test
    void everyCutOrLengthenedCursorIsRefused() {
        String cursor = cursors.issue(QUERY, "evt_1");
        for (int end = 0; end < cursor.length(); end++) {
            refused(cursor.substring(0, end));
            refused(cursor.substring(end + 1));
        }
        for (String more : List.of("=", "==", "A", "AA", "AAAA", " ", "\n", "%3D")) {
            refused(cursor + more);
            refused(more + cursor);
        }
    }

    @Test
    void noiseIsRefused() {
        refused("evt_1");
        refused("A".repeat(1 << 20));
        refused("\u0000");
        refused("+/+/");
        for (int i = 0; i < 2_000; i++) {
            StringBuilder noise = new StringBuilder("AQ");
            for (int length = random.nextInt(800); length > 0; length--) {
                noise.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
            }
            refused(noise.toString());
        }
    }

    @Test
    void aCursorOfAnotherQueryIsRefused() {
        for (int i = 0; i < 2_000; i++) {
            CursorQuery one = query();
            CursorQuery other = query();
            String cursor = cursors.issue(one, "evt_1");
            if (one.equals(other)) {
                assertThat(cursors.read(other, "cursor", cursor)).isEqualTo("evt_1");
            } else {
                refused(other, cursor);
            }
        }
    }

    @Test
    void theOrderOfTheFilterDoesNotMatter() {
        Map<String, String> turned = new LinkedHashMap<>();
        turned.put("type", "a");
        turned.put("status", "b");
        CursorQuery other = new CursorQuery(QUERY.tenant(), QUERY.route(), QUERY.sort(), turned);

        assertThat(cursors.read(other, "cursor", cursors.issue(QUERY, "evt_1"))).isEqualTo("evt_1");
    }

    @Test
    void aCursorIsTakenUntilItsLifeIsOver() {
        String cursor = cursors.issue(QUERY, "evt_1");
        clock.advance(DAY.minusMillis(1));
        assertThat(cursors.read(QUERY, "starting_after", cursor)).isEqualTo("evt_1");
        clock.advance(Duration.ofMillis(1));

        ApiError error = error(QUERY, "starting_after", cursor);

        assertThat(error.code().id()).isEqualTo("REQUEST_PARAMETER_CURSOR_EXPIRED");
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.details())
                .isEqualTo(details("starting_after", "must be used within 24 hours; begin again" + " without it"));
    }

    @Test
    void anExpiredCursorOfAnotherTenantIsNotSaidToBeExpired() {
        String cursor = cursors.issue(QUERY, "evt_1");
        clock.advance(DAY);

        refused(new CursorQuery("team_2:live", QUERY.route(), QUERY.sort(), QUERY.filter()), cursor);
    }

    @ParameterizedTest
    @CsvSource({"PT1H, 1 hour", "PT90M, 90 minutes", "PT1M, 1 minute", "PT90S, 90 seconds", "PT0.001S, 1 second"})
    void theLifeIsSaidInItsLargestUnit(Duration life, String words) {
        Cursors some = cursors(CursorKeys.of(key(1)), life);
        String cursor = some.issue(QUERY, "evt_1");
        clock.advance(life);

        ApiException refusal = catchThrowableOfType(ApiException.class, () -> some.read(QUERY, "cursor", cursor));

        assertThat(refusal.error().details())
                .containsEntry("rule", "must be used within " + words + "; begin again without it");
    }

    @Test
    void afterAChangeOfKeysBothAreReadAndThenOnlyTheNewOne() {
        Cursors rotated = cursors(CursorKeys.of(key(2), key(1)), DAY);
        Cursors later = cursors(CursorKeys.of(key(3), key(2)), DAY);
        String before = cursors.issue(QUERY, "before");
        String after = rotated.issue(QUERY, "after");

        assertThat(rotated.read(QUERY, "cursor", before)).isEqualTo("before");
        assertThat(rotated.read(QUERY, "cursor", after)).isEqualTo("after");
        assertThat(later.read(QUERY, "cursor", after)).isEqualTo("after");
        assertThatThrownBy(() -> later.read(QUERY, "cursor", before)).isInstanceOf(ApiException.class);
        refused(after);
    }

    @Test
    void keysAndLivesThatWouldNotWorkAreRefused() {
        assertThatThrownBy(CursorKeys::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no key for cursors; give one of 32 bytes");
        assertThatThrownBy(() -> CursorKeys.of(new byte[16]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A key for cursors has 16 bytes; AES-256 takes 32 random ones");
        assertThatThrownBy(() -> CursorKeys.of(key(1), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A key for cursors has 0 bytes; AES-256 takes 32 random ones");
        assertThatThrownBy(() -> cursors(CursorKeys.of(key(1)), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cursors that live for PT0S would never be taken; let them live longer");
    }

    /** Few letters, so that parts often join to the same text and are sometimes all the same. */
    private CursorQuery query() {
        Map<String, String> filter = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            filter.put(letters(), letters());
        }
        return new CursorQuery(letters(), letters(), letters(), filter);
    }

    private String letters() {
        return "ab".substring(random.nextInt(3)) + "a".repeat(random.nextInt(2));
    }

    private void refused(String cursor) {
        refused(QUERY, cursor);
    }

    private void refused(CursorQuery query, String cursor) {
        ApiError error = error(query, "cursor", cursor);
        assertThat(error.code().id()).isEqualTo("REQUEST_PARAMETER_CURSOR");
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.details()).isEqualTo(details("cursor", FOREIGN));
    }

    private ApiError error(CursorQuery query, String parameter, String cursor) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> cursors.read(query, parameter, cursor));
        assertThat(refusal).describedAs("refusal of %s", cursor).isNotNull();
        return refusal.error();
    }

    private static Map<String, Object> details(String field, String rule) {
        return Map.of(
                "field",
                field,
                "location",
                "query",
                "rule",
                rule,
                "errors",
                List.of(Map.of("field", field, "location", "query", "rule", rule)));
    }

    private Cursors cursors(CursorKeys keys, Duration life) {
        return new Cursors(TestContract.catalog(), keys, clock, random, life);
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        new Random(seed).nextBytes(key);
        return key;
    }
}
