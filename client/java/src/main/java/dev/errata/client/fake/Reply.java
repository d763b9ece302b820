package dev.errata.client.fake;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One answer of the script.
 *
 * @param fault what goes wrong on the wire
 * @param sent how many bytes of the body go out before it goes wrong
 */
record Reply(int status, Map<String, List<String>> headers, byte[] body, Fault fault, int sent) {
    enum Fault {
        /** All is well. */
        NONE,
        /** No connection. */
        UNREACHABLE,
        /** The connection is reset after the request has come. */
        RESET,
        /** Nothing comes. */
        STALL,
        /** The body ends early, and with it the connection. */
        CUT,
        /** The body stops, and the connection stays. */
        STALL_IN_BODY,
        /** The body is the whole answer, head included, whatever it is. */
        RAW
    }

    static Reply of(int status, String contentType, byte[] body) {
        Map<String, List<String>> headers = body.length == 0 ? Map.of() : Map.of("Content-Type", List.of(contentType));
        return new Reply(status, headers, body, Fault.NONE, body.length);
    }

    static Reply raw(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new Reply(0, Map.of(), bytes, Fault.RAW, bytes.length);
    }

    static Reply nothing(Fault fault) {
        return new Reply(0, Map.of(), new byte[0], fault, 0);
    }

    Reply failing(Fault how, int after) {
        return new Reply(status, headers, body, how, Math.min(after, body.length));
    }

    Reply header(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.merge(
                name,
                List.of(value),
                (old, added) -> java.util.stream.Stream.concat(old.stream(), added.stream())
                        .toList());
        return new Reply(status, more, body, fault, sent);
    }
}
