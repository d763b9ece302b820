package dev.errata.site;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Directive.Kind;
import dev.errata.catalog.Example.Step;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A request, sent as often as its directives say, with what is kept of its answer. */
final class ShellStep {
    private static final int MOST = 1_000;

    /** Beginnings of lines that are commands, and not of a body. */
    private static final Pattern OF_OURS = Pattern.compile("curl|answer|if|grow|printf|  -| *'' *\\|| +['\"].*\\\\");

    private final Step step;
    private final ShellNames names;
    private final ShellCall call;
    private final boolean provoking;
    /** Names in the shell, and where their values stand in the answer: a path, or {@code header Name}. */
    private final Map<String, String> kept;

    ShellStep(Step step, ShellNames names, boolean provoking, Map<String, String> kept) {
        this.step = step;
        this.names = names;
        this.call = new ShellCall(step, names);
        this.provoking = provoking;
        this.kept = kept;
    }

    String text() {
        if (step.directive(Kind.PARALLEL).isPresent()) {
            return parallel(number(Kind.PARALLEL));
        }
        if (step.directive(Kind.UNTIL).isPresent()) {
            return until();
        }
        int times = step.directive(Kind.REPEAT).isPresent() ? number(Kind.REPEAT) : 1;
        if (times == 1) {
            return once();
        }
        if (!provoking && kept.isEmpty()) {
            return loop(times, call.text(silent()));
        }
        return loop(times - 1, call.text(silent())) + "\n" + once();
    }

    private String once() {
        if (provoking) {
            return call.text("-i");
        }
        if (kept.isEmpty()) {
            return call.text(silent());
        }
        if (kept.size() == 1 && !anyHeader()) {
            Map.Entry<String, String> only = kept.entrySet().iterator().next();
            return only.getKey() + "=$(" + call.text(quiet()) + " | " + member(only.getValue()) + ")";
        }
        return "answer=$(" + call.text(quiet() + (anyHeader() ? "i" : "")) + ")\n" + takeAll(anyHeader());
    }

    private String takeAll(boolean head) {
        return kept.entrySet().stream()
                .map(each -> each.getKey() + "=$(" + take(each.getValue(), head) + ")")
                .collect(Collectors.joining("\n"));
    }

    private String take(String source, boolean head) {
        if (source.startsWith("header ")) {
            return "grep -i " + names.quote("^" + source.substring(7).strip() + ":", "")
                    + " <<<\"$answer\" | cut -d' ' -f2- | tr -d '\\r'";
        }
        return member(source) + " <<<\"" + (head ? "${answer#*$'\\r\\n\\r\\n'}" : "$answer") + "\"";
    }

    private String member(String path) {
        names.use(ShellHelper.JSON);
        return "json "
                + path.replaceFirst("^\\$\\.?", "")
                        .replaceFirst("^response\\.body\\.\\$?\\.?", "")
                        .replace("[", ".")
                        .replace("]", "")
                        .replaceFirst("^\\.", "");
    }

    private boolean anyHeader() {
        return kept.values().stream().anyMatch(source -> source.startsWith("header "));
    }

    private String until() {
        String[] words = argument(Kind.UNTIL).split("\\s+", 2);
        String most = words.length > 1 ? words[1].replaceFirst("^max\\s+", "") : "";
        String looked = "answer=$(" + call.text("-sSi") + ")\nif [[ $answer == HTTP/*' "
                + words[0].replaceAll("\\D", "") + "'* ]]; then break; fi";
        String loop = loop(most.matches("\\d{1,6}") ? Integer.parseInt(most) : MOST, looked);
        return loop + (provoking ? "\nprintf '%s\\n' \"$answer\"" : kept.isEmpty() ? "" : "\n" + takeAll(true));
    }

    private String parallel(int count) {
        return "answers=$(mktemp -d)\n"
                + loop(count, call.text("-sSi -o \"$answers/$i\"") + " &")
                + "\nwait\n"
                // The answer that counts is the one that is no success.
                + "grep -lE '^HTTP/[0-9.]+ 2' \"$answers\"/* | xargs rm -f\ncat \"$answers\"/*";
    }

    /** Lines of a body keep their beginnings. */
    private static String loop(int times, String body) {
        return "for i in {1.." + times + "}; do\n"
                + List.of(body.split("\n", -1)).stream()
                        .map(line -> OF_OURS.matcher(line).lookingAt() ? "  " + line : line)
                        .collect(Collectors.joining("\n"))
                + "\ndone";
    }

    /** Says nothing, but fails where it should not. */
    private String silent() {
        return quiet() + " -o /dev/null";
    }

    private String quiet() {
        String expected = argument(Kind.EXPECT);
        return expected.isEmpty() || expected.startsWith("2") ? "-sSf" : "-sS";
    }

    private String argument(Kind kind) {
        return step.directive(kind).map(Directive::argument).orElse("");
    }

    private int number(Kind kind) {
        String text = argument(kind);
        return text.matches("[1-9]\\d{0,5}") ? Integer.parseInt(text) : 1;
    }
}
