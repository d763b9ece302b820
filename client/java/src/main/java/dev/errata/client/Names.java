package dev.errata.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Names that are known beforehand: to find one of them in a body takes no object. Immutable. */
final class Names {
    static final Names NONE = new Names(List.of());

    /** Eight bytes as one number, the first of them lowest. */
    static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final String[] texts;

    /** In UTF-8, each with the quote that ends it. */
    private final byte[][] bytes;

    /** The first eight bytes of each, which tell nearly all of them apart, and which of the eight it has. */
    private final long[] heads;

    private final long[] masks;

    /** By first byte one of the names that begin so, and by name the next one; -1 where there is none. */
    private final int[] first = new int[256];

    private final int[] next;

    Names(Collection<String> names) {
        this.texts = names.toArray(String[]::new);
        this.bytes = new byte[texts.length][];
        this.heads = new long[texts.length];
        this.masks = new long[texts.length];
        this.next = new int[texts.length];
        Arrays.fill(first, -1);
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = (texts[i] + '"').getBytes(StandardCharsets.UTF_8);
            heads[i] = eight(bytes[i], 0);
            byte[] mask = new byte[bytes[i].length];
            Arrays.fill(mask, (byte) -1);
            masks[i] = eight(mask, 0);
            int begin = bytes[i][0] & 0xFF;
            next[i] = first[begin];
            first[begin] = i;
        }
    }

    /** Eight bytes from a place on; after the last come zeroes. */
    static long eight(byte[] json, int start) {
        return start <= json.length - Long.BYTES
                ? (long) EIGHT.get(json, start)
                : (long) EIGHT.get(Arrays.copyOfRange(json, start, start + Long.BYTES), 0);
    }

    /** Which name, with the quote that ends it, stands at a place in UTF-8; -1 when none does. */
    int at(byte[] json, int start) {
        long head = eight(json, start);
        for (int i = first[(int) head & 0xFF]; i >= 0; i = next[i]) {
            if ((head & masks[i]) == heads[i] && goesOn(bytes[i], json, start)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean goesOn(byte[] name, byte[] json, int start) {
        return name.length <= Long.BYTES
                || (start + name.length <= json.length
                        && Arrays.equals(json, start + Long.BYTES, start + name.length, name, Long.BYTES, name.length));
    }

    /** Which name it is, however it is written; -1 when it is none. */
    int indexOf(String name) {
        return Arrays.asList(texts).indexOf(name);
    }

    String text(int index) {
        return texts[index];
    }

    /** The bytes of a name with the quote that ends it. */
    int length(int index) {
        return bytes[index].length;
    }
}
