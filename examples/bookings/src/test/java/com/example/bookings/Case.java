package com.example.bookings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request of {@code cases.txt}, and what answers it in the contract.
 *
 * @param name of its exception
 * @param line method and path
 * @param headers of the request
 * @param body empty when there is none
 * @param answer status and body
 */
record Case(String name, String line, List<String> headers, String body, String answer) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** All of them: a block each, of a name, a request line, headers, a body in braces, and the answer. */
    static List<Case> all() {
        try (InputStream file = Case.class.getResourceAsStream("/cases.txt")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n\n")).map(Case::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case of(String block) {
        List<String> lines = block.lines().toList();
        List<String> between = lines.subList(2, lines.size() - 1);
        return new Case(
                lines.get(0),
                lines.get(1),
                between.stream().filter(line -> !line.startsWith("{")).toList(),
                String.join(
                        "",
                        between.stream().filter(line -> line.startsWith("{")).toList()),
                lines.get(lines.size() - 1));
    }

    @Override
    public String toString() {
        return name;
    }

    HttpResponse<String> send(int port) throws IOException, InterruptedException {
        String[] target = line.split(" ");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target[1]))
                .header("X-Request-Id", "case.0001")
                .method(
                        target[0],
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What of an answer does not change from one moment to the next. */
    static String told(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return (answer.statusCode() + " " + headers + " " + answer.body())
                .replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"…\"")
                .replaceAll("(JSESSIONID|XSRF-TOKEN)=[^;]*", "$1=…");
    }
}
