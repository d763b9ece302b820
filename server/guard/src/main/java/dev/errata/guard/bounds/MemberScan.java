package dev.errata.guard.bounds;

import java.nio.charset.StandardCharsets;

/** Finds the values of one member of a document's outermost object. Not thread-safe; for one use. */
final class MemberScan {
    private static final int LONGEST_ESCAPE = 6;

    private final byte[] in;
    private final String member;
    private final TextScan text;
    private int at;
    private int depth;
    private boolean name;
    private boolean found;

    MemberScan(byte[] in, String member) {
        this.in = in;
        this.member = member;
        this.text = new TextScan(in);
    }

    /** Goes on behind a value. */
    void continueAt(int end) {
        at = end;
    }

    /** Where the next value of the member begins; -1 when there is none any more. */
    int next() {
        while (at < in.length) {
            switch (in[at++]) {
                case '"' -> name();
                case '{' -> name = ++depth == 1;
                case '[' -> depth++;
                case '}', ']' -> depth--;
                case ',' -> name = depth == 1;
                case ':' -> {
                    name = false;
                    if (found && depth == 1) {
                        found = false;
                        return at;
                    }
                }
                default -> {}
            }
        }
        return -1;
    }

    private void name() {
        int from = at;
        text.at = at - 1;
        text.run(Integer.MAX_VALUE - 1);
        at = text.at;
        if (depth == 1 && name) {
            // A name with an escape for each of its characters is six times as long; one that is longer is another.
            found = at - 1 - from <= LONGEST_ESCAPE * member.length()
                    && plain(from, at - 1).equals(member);
        }
    }

    /** The name without escapes, in which a parser would recognise it. */
    private String plain(int from, int to) {
        String raw = new String(in, from, Math.max(0, to - from), StandardCharsets.UTF_8);
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\' || i + 1 == raw.length()) {
                plain.append(c);
                continue;
            }
            int unit = TextScan.unit(raw.substring(i).getBytes(StandardCharsets.UTF_8), 0);
            if (unit >= 0) {
                plain.append((char) unit);
                i += 5;
            } else {
                char next = raw.charAt(++i);
                int at = "bfnrt".indexOf(next);
                plain.append(at < 0 ? next : "\b\f\n\r\t".charAt(at));
            }
        }
        return plain.toString();
    }
}
