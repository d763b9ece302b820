package dev.errata.guard.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.guard.key.ApiKeyFormat.Parsed;
import dev.errata.guard.key.ApiKeyFormat.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeyFormatTest {
    private static final ApiKeyFormat FORMAT = TestKeys.FORMAT;
    private static final String PRINTABLE = printable();

    @Test
    void aMintedKeyIsReadBackInParts() {
        Random random = new Random(1);
        for (Prefix prefix : FORMAT.prefixes()) {
            for (int i = 0; i < 250; i++) {
                Parsed minted = FORMAT.mint(prefix, random);

                assertThat(minted.text()).matches(prefix.text() + "[0-9A-Za-z]{50}");
                assertThat(FORMAT.parse(minted.text())).isEqualTo(minted);
            }
        }
    }

    @Test
    void keysOfOneSeedAreAlikeAndOthersDiffer() {
        Prefix prefix = FORMAT.prefix("secret", true);
        Set<String> texts = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            texts.add(FORMAT.mint(prefix, new Random(seed)).text());
        }

        assertThat(texts)
                .hasSize(200)
                .contains(FORMAT.mint(prefix, new Random(7)).text());
    }

    @Test
    void anyOneCharacterChangedIsRefused() {
        Random random = new Random(2);
        for (int round = 0; round < 20; round++) {
            Prefix prefix = FORMAT.prefixes().get(round % 4);
            String text = FORMAT.mint(prefix, random).text();
            for (int at = 0; at < text.length(); at++) {
                for (int i = 0; i < PRINTABLE.length(); i++) {
                    char other = PRINTABLE.charAt(i);
                    if (other != text.charAt(at)) {
                        String changed = text.substring(0, at) + other + text.substring(at + 1);
                        assertThat(FORMAT.parse(changed)).as(changed).isNull();
                    }
                }
            }
        }
    }

    @Test
    void neighboursSwappedCharactersDroppedOrAddedAreRefused() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            String text = FORMAT.mint(FORMAT.prefix("public", false), random).text();
            int at = random.nextInt(text.length() - 1);
            char here = text.charAt(at);
            char next = text.charAt(at + 1);
            if (here != next) {
                assertThat(FORMAT.parse(text.substring(0, at) + next + here + text.substring(at + 2)))
                        .isNull();
            }
            assertThat(FORMAT.parse(text.substring(0, at) + text.substring(at + 1)))
                    .isNull();
            assertThat(FORMAT.parse(text.substring(0, at) + "x" + text.substring(at)))
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hpn_live_sk_",
                "hpn_live_sk_00000000000000000000000000000000000000000000000000",
                "HPN_LIVE_SK_00000000000000000000000000000000000000000000000000",
                "hpn_live_sk_0000000000000000000000000000000000000000000000000٣",
                "hpn_live_sk_00000000000000000000000000000000000000000000\u0000\u0000\u0000\u0000\u0000\u0000"
            })
    void whatIsNoKeyIsRefused(String text) {
        assertThat(FORMAT.parse(text)).isNull();
    }

    @Test
    void aKeyShowsItsIdAndNotItsSecret() {
        Parsed key = FORMAT.mint(FORMAT.prefix("secret", true), new Random(1));

        assertThat(key).hasToString("hpn_live_sk_" + key.id() + "…");
    }

    @Test
    void formsThatWouldBeUnsafeAreRefused() {
        Prefix one = new Prefix("a_", "secret", true);

        assertThatThrownBy(() -> new ApiKeyFormat(List.of(), 12, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The form of API keys has no prefix; give at least one");
        assertThatThrownBy(() -> new ApiKeyFormat(List.of(one, new Prefix("a_b_", "public", true)), 12, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Prefix 'a_' begins prefix 'a_b_'; a key could be read in two ways."
                        + " Give prefixes of which none begins another");
        assertThatThrownBy(() -> new ApiKeyFormat(List.of(one), 7, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Ids of 7 characters would collide; use 8 or more");
        assertThatThrownBy(() -> new ApiKeyFormat(List.of(one), 12, 21))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Secrets of 21 characters can be guessed; use 22 or more (128 bits)");
    }

    @Test
    void aTypeThatTheFormDoesNotHaveIsRefused() {
        ApiKeyFormat form = new ApiKeyFormat(List.of(new Prefix("a_", "secret", true)), 12, 32);

        assertThatThrownBy(() -> form.prefix("secret", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No prefix stands for test keys of type 'secret'; there are"
                        + " [Prefix[text=a_, type=secret, live=true]]");
    }

    private static String printable() {
        StringBuilder all = new StringBuilder("\u0000\n\u007fé");
        for (char c = ' '; c <= '~'; c++) {
            all.append(c);
        }
        return all.toString();
    }
}
