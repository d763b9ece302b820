package dev.errata.reference.serve;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does what a shell and curl do with the commands that the portal shows. */
final class CurlCommand {
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\\\\'|[^\\s'])+");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\\\\(')");

    private CurlCommand() {}

    /** The body of the answer. */
    static String run(String command) throws Exception {
        return answer(command).body();
    }

    static HttpResponse<String> answer(String command) throws Exception {
        List<String> words = words(command);
        if (!words.subList(0, 2).equals(List.of("curl", "-i"))) {
            throw new IllegalArgumentException("Not curl -i: " + command);
        }
        String method = "GET";
        String body = null;
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (int i = 2; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-X" -> method = words.get(++i);
                case "-H" -> {
                    String[] header = words.get(++i).split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "--data-binary" -> body = words.get(++i);
                default -> request.uri(URI.create(words.get(i)));
            }
        }
        boolean posts = body != null && method.equals("GET");
        request.method(
                posts ? "POST" : method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(QUOTED.matcher(word.group())
                    .replaceAll(part -> Matcher.quoteReplacement(part.group(1) == null ? "'" : part.group(1))));
        }
        return words;
    }
}
