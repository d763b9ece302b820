package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final List<String> TEXTS = List.of(
            "", "a", "code", "seven__", "eight___", "nine_____", "webhook_not_found", "webhook_failed", "Läufer", "😀");

    private final Names names = new Names(TEXTS);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void findsEachNameWhereverItStands() {
        for (String name : TEXTS) {
            for (String around : List.of("", " ", "  another text around it  ")) {
                byte[] json = utf8(around + "\"" + name + "\"" + around);
                int at = around.length() + 1;

                assertThat(names.at(json, at)).isEqualTo(TEXTS.indexOf(name));
                assertThat(json[at + names.length(TEXTS.indexOf(name)) - 1]).isEqualTo((byte) '"');
            }
        }
    }

    @Test
    void findsNoneInLongerShorterAndCutOnes() {
        for (String name : TEXTS) {
            assertThat(names.at(utf8(name), 0)).isEqualTo(-1);
            assertThat(names.at(utf8(name + "_\""), 0)).isEqualTo(-1);
            assertThat(names.at(utf8(name + "\\\""), 0)).isEqualTo(-1);
            assertThat(names.at(utf8("_" + name + "\""), 0)).isEqualTo(-1);
        }
    }
}
