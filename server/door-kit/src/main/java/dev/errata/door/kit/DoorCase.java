package dev.errata.door.kit;

import dev.errata.core.Condition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to be refused: what is sent, and what must come back.
 *
 * @param name begins with its number
 * @param responsibility who meets it
 * @param request the bytes, one for each character
 * @param condition what it must be answered as
 * @param header how one line of the answer's head must begin; empty for none of its own
 * @param form what the answer looks like
 */
public record DoorCase(
        String name, Responsibility responsibility, String request, Condition condition, String header, Form form) {
    /** Stands in the text of every exception that the application throws, so that a leak is found by searching for it. */
    public static final String SECRET = "zq7secret";

    /** What no caller may read. */
    private static final List<String> LEAKS =
            List.of(SECRET, "dev.errata", "java.", "springframework", "Exception", "Tomcat", "etty");

    private static final String BEGINNING = "{\"success\":false,\"error\":{\"code\":\"";

    /** What an answer looks like. */
    public enum Form {
        /** The envelope. */
        ENVELOPE,
        /** Its headers without a body, because HEAD asked. */
        HEAD,
        /** A stream of events that has begun, and one more that is the error. */
        EVENT,
        /** An answer that has begun, and a connection that is cut so that nobody takes it for whole. */
        CUT
    }

    /**
     * What was answered, in a word for a table.
     *
     * @return {@code ✓} where it held; {@code –} where the application has no such route, because its framework has
     *     nothing of the kind or takes the request for one like any other; else what came in its place
     */
    public String outcome(int port) throws IOException {
        RawHttp.Answer answer = answer(port);
        List<String> differences = differences(answer);
        String code = code(answer);
        if (differences.isEmpty()) {
            return "✓";
        } else if (code.equals(TestCatalog.code(Condition.ABSENT_ROUTE.id()))) {
            return "–";
        } else if (answer.status() == 0) {
            return "no answer";
        } else if (!code.isEmpty()) {
            return answer.status() + " `" + code + "`";
        }
        List<String> type = answer.header("Content-Type");
        return answer.status() + (type.isEmpty() ? " without a type" : " " + type.get(0));
    }

    /**
     * Sends it to the application under test on this port of the loopback.
     *
     * @throws AssertionError that names every difference, when the answer is another
     */
    public void verify(int port) throws IOException {
        RawHttp.Answer answer = answer(port);
        List<String> differences = differences(answer);
        if (!differences.isEmpty()) {
            throw new AssertionError(name + ": " + String.join("; ", differences) + ". The answer was " + answer);
        }
    }

    private RawHttp.Answer answer(int port) throws IOException {
        return new RawHttp(port).exchange(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<String> differences(RawHttp.Answer answer) {
        List<String> found = new ArrayList<>();
        switch (form) {
            case ENVELOPE, HEAD -> {
                head(answer, found);
                body(answer, found);
            }
            case EVENT -> {
                same("status", 200, answer.status(), found);
                String error = "\n\nevent: error\ndata: " + BEGINNING + code() + "\"";
                if (!answer.body().contains(error) || !answer.body().endsWith("}}\n\n") || !answer.complete()) {
                    found.add("the stream must end with the error as an event");
                }
            }
            case CUT -> {
                same("status", 200, answer.status(), found);
                if (answer.complete() || answer.body().contains("error")) {
                    found.add("the connection must be cut");
                }
            }
        }
        LEAKS.stream().filter(answer.toString()::contains).forEach(leak -> found.add("it leaks " + leak));
        return found;
    }

    private void head(RawHttp.Answer answer, List<String> found) {
        same("status", condition.status(), answer.status(), found);
        same("Content-Type", List.of("application/json"), answer.header("Content-Type"), found);
        same("Cache-Control", List.of("no-store"), answer.header("Cache-Control"), found);
        same("Link", List.of("</errors/" + code() + ">; rel=\"help\""), answer.header("Link"), found);
        same("lines of X-Request-Id", 1, answer.header("X-Request-Id").size(), found);
        if (answer.headers().stream().noneMatch(line -> line.regionMatches(true, 0, header, 0, header.length()))) {
            found.add("a line of the head must begin with " + header);
        }
    }

    private void body(RawHttp.Answer answer, List<String> found) {
        if (form == Form.HEAD) {
            same("body", "", answer.body(), found);
            return;
        }
        same("lines of Content-Length", 1, answer.header("Content-Length").size(), found);
        same("code", code(), code(answer), found);
        String id = String.join(",", answer.header("X-Request-Id"));
        if (!answer.body().endsWith("\"request_id\":\"" + id + "\"}}")) {
            found.add("the body must end with the request id of the head");
        }
        if (answer.body().contains(":null")) {
            found.add("nothing in the body may be null");
        }
    }

    private String code() {
        return TestCatalog.code(condition.id());
    }

    /** The code that stands in the answer, empty when it is not the envelope. */
    private static String code(RawHttp.Answer answer) {
        int from = answer.body().indexOf(BEGINNING);
        if (from != 0) {
            return "";
        }
        return answer.body().substring(BEGINNING.length(), answer.body().indexOf('"', BEGINNING.length()));
    }

    private static void same(String what, Object expected, Object actual, List<String> found) {
        if (!expected.equals(actual)) {
            found.add(what + " must be " + expected + " and is " + actual);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
