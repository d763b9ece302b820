package dev.errata.door;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Tells, piece by piece, whether bytes are JSON's encoding (RFC 8259, 8.1): UTF-8 without a byte order mark, without
 * overlong forms and surrogates, and without the zero bytes that betray UTF-16. Not thread-safe.
 */
final class StrictUtf8 {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int LONGEST = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(1024);
    /** The beginning of a character whose end has not come yet. */
    private byte[] pending = new byte[0];

    private boolean begun;

    /** Whether these bytes may follow the ones before. */
    boolean accepts(byte[] octets, int from, int length) {
        ByteBuffer in = ByteBuffer.allocate(pending.length + length)
                .put(pending)
                .put(octets, from, length)
                .flip();
        for (boolean more = true; more; ) {
            decoded.clear();
            var result = decoder.decode(in, decoded, false);
            if (result.isError() || !plausible()) {
                return false;
            }
            more = result.isOverflow();
        }
        pending = new byte[in.remaining()];
        in.get(pending);
        return pending.length < LONGEST;
    }

    /** Whether the bytes end where a character ends. */
    boolean complete() {
        return pending.length == 0;
    }

    private boolean plausible() {
        decoded.flip();
        if (decoded.isEmpty()) {
            return true;
        }
        if (!begun && decoded.get(0) == BYTE_ORDER_MARK) {
            return false;
        }
        begun = true;
        return decoded.chars().noneMatch(c -> c == 0);
    }
}
