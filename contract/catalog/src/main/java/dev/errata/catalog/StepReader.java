package dev.errata.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one {@code http} fence: directives, request line, headers, body. */
final class StepReader {
    private static final String DIRECTIVE = "# @";
    private static final Pattern REQUEST =
            Pattern.compile("(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE) (\\{\\{|https?://)\\S*( HTTP/\\S+)?\\s*");

    private final Path file;
    private final int firstLine;
    private final Findings findings;
    private final List<Directive> directives = new ArrayList<>();

    StepReader(Path file, int firstLine, Findings findings) {
        this.file = file;
        this.firstLine = firstLine;
        this.findings = findings;
    }

    Example.Step read(String literal) {
        List<String> lines = literal.lines().toList();
        int at = 0;
        while (at < lines.size()
                && (lines.get(at).startsWith("#") || lines.get(at).isBlank())) {
            directive(lines.get(at), firstLine + at);
            at++;
        }
        String text = String.join("\n", lines.subList(at, lines.size()));
        boolean raw = directives.stream().anyMatch(d -> d.kind() == Directive.Kind.RAW);
        if (at == lines.size()) {
            wrong(firstLine, "The fence holds no request; write 'METHOD {{base}}/path' in it.");
            return new Example.Step(firstLine, List.copyOf(directives), "", "", List.of(), null, text);
        }
        String[] request = lines.get(at).trim().split(" +");
        int requestLine = firstLine + at;
        if (!raw) {
            checkRequestLine(request, lines.get(at), requestLine);
        }
        List<Example.Header> headers = new ArrayList<>();
        if (!raw) {
            checkOneRequest(lines, at + 1);
        }
        int next = at + 1;
        while (next < lines.size() && !lines.get(next).isEmpty()) {
            header(lines.get(next), firstLine + next, raw).ifPresent(headers::add);
            next++;
        }
        String body = body(lines, next + 1);
        String target = request.length > 1 ? request[1] : "";
        return new Example.Step(
                firstLine, List.copyOf(directives), request[0], target, List.copyOf(headers), body, text);
    }

    private void directive(String line, int number) {
        if (!line.startsWith(DIRECTIVE)) {
            return;
        }
        String[] words = line.substring(DIRECTIVE.length()).trim().split("\\s+", 2);
        Optional<Directive.Kind> kind = Directive.Kind.named(words[0]);
        if (kind.isPresent()) {
            directives.add(new Directive(number, kind.get(), words.length > 1 ? words[1].trim() : ""));
        } else {
            wrong(
                    number,
                    "Found '# @" + words[0] + "', which is no directive; the directives are "
                            + Arrays.stream(Directive.Kind.values())
                                    .map(Directive.Kind::word)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    /** What follows would be sent as headers or as the body. */
    private void checkOneRequest(List<String> lines, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).startsWith("###") || REQUEST.matcher(lines.get(i)).matches()) {
                wrong(
                        firstLine + i,
                        "Found '" + lines.get(i)
                                + "' behind the request of this fence; a fence holds one request, so begin another"
                                + " fence for the next.");
                return;
            }
        }
    }

    private void checkRequestLine(String[] words, String line, int number) {
        boolean version = words.length == 3 && words[2].startsWith("HTTP/");
        if (words.length < 2
                || (words.length > 2 && !version)
                || !words[0].equals(words[0].toUpperCase(java.util.Locale.ROOT))) {
            wrong(number, "Found '" + line + "' as the request line; write 'METHOD {{base}}/path', or mark it # @raw.");
        } else if (!words[1].startsWith("{{")) {
            wrong(
                    number,
                    "Found the address '" + words[1]
                            + "'; it begins with a variable, as {{base}} does, so that the example"
                            + " runs against any host.");
        }
    }

    private Optional<Example.Header> header(String line, int number, boolean raw) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            return Optional.of(new Example.Header(
                    line.substring(0, colon), line.substring(colon + 1).trim()));
        }
        if (!raw) {
            wrong(
                    number,
                    "Found '" + line + "' where headers stand; write 'Name: value', or an empty line before the body.");
        }
        return Optional.empty();
    }

    private static @Nullable String body(List<String> lines, int from) {
        if (from >= lines.size()) {
            return null;
        }
        String body = String.join("\n", lines.subList(from, lines.size())).stripTrailing();
        return body.isEmpty() ? null : body;
    }

    private void wrong(int line, String message) {
        findings.add(Rule.EXAMPLE_REQUEST, file, line, message);
    }
}
