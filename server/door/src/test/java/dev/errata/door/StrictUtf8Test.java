package dev.errata.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whether bytes are UTF-8 does not depend on the pieces in which they come. */
class StrictUtf8Test {
    private static final int TRIALS = 20_000;

    @Test
    void verdictOnPiecesIsThatOnTheWhole() {
        Random random = new Random(20261120);
        int accepted = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] octets = octets(random);

            boolean verdict = inPieces(octets, random);

            assertThat(verdict).as("trial %d", trial).isEqualTo(decodes(octets));
            accepted += verdict ? 1 : 0;
        }
        assertThat(accepted).isBetween(TRIALS / 10, TRIALS * 9 / 10);
    }

    @Test
    void byteOrderMarkIsRefusedAtTheBeginningOnly() {
        byte[] mark = "\uFEFF".getBytes(StandardCharsets.UTF_8);
        assertThat(new StrictUtf8().accepts(mark, 0, 3)).isFalse();

        StrictUtf8 later = new StrictUtf8();
        assertThat(later.accepts(new byte[] {'a'}, 0, 1)).isTrue();
        assertThat(later.accepts(mark, 0, 3)).isTrue();
    }

    @Test
    void longPiecesAreReadToTheirEnd() {
        byte[] octets = "a".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        octets[9_999] = (byte) 0xFF;
        assertThat(new StrictUtf8().accepts(octets, 0, octets.length)).isFalse();
        assertThat(new StrictUtf8().accepts(octets, 0, octets.length - 1)).isTrue();
    }

    /** Text, half of the time with one octet changed; never a zero or a byte order mark. */
    private static byte[] octets(Random random) {
        StringBuilder text = new StringBuilder("a");
        for (int i = random.nextInt(6); i > 0; i--) {
            int[] kinds = {'a', 0x7FF, 0x20AC, 0x1F600, 0x10FFFF};
            text.appendCodePoint(kinds[random.nextInt(kinds.length)]);
        }
        byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            octets[random.nextInt(octets.length)] = (byte) (1 + random.nextInt(255));
        }
        return octets;
    }

    private static boolean inPieces(byte[] octets, Random random) {
        StrictUtf8 utf8 = new StrictUtf8();
        for (int at = 0; at < octets.length; ) {
            int length = 1 + random.nextInt(octets.length - at);
            if (!utf8.accepts(octets, at, length)) {
                return false;
            }
            at += length;
        }
        return utf8.complete();
    }

    private static boolean decodes(byte[] octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            return !text.startsWith("\uFEFF");
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
