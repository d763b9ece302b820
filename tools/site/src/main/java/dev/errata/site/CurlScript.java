package dev.errata.site;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Directive.Kind;
import dev.errata.catalog.Example;
import dev.errata.catalog.Example.Step;
import dev.errata.catalog.Root;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An example as a script for bash that ends with the answer of its last request. Immutable.
 *
 * <p>It needs curl, and python3 where it calls a helper that does. {@code {{name}}} stands where the reader's own values
 * go: once for each, in an assignment above the calls.
 *
 * @param helpers functions that the script calls; empty when it needs none
 * @param parts one for each step
 */
public record CurlScript(List<String> helpers, List<Part> parts) {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{([^{}]*+)}}");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** Where the values of a script come from. */
    public enum Values {
        /** The reader, who finds assignments to fill in. */
        READER,
        /** The test controls of the service. */
        CONTROLS
    }

    /**
     * A step.
     *
     * @param lead what comes before the call, ending in a line break; empty when nothing does
     * @param call the same whoever gives the values
     */
    public record Part(String lead, String call) {
        String text() {
            return lead + call;
        }
    }

    /** The script of an example. */
    public static CurlScript of(Root.ProbeSettings probe, Example example, Values values) {
        return new Writer(probe, example, values).write();
    }

    /** The script up to a step, the first of which is 0, with base and the other values of the reader in it. */
    public String text(int last, Map<String, String> values) {
        String text = Stream.concat(
                        helpers.isEmpty() ? Stream.empty() : Stream.of(String.join("\n", helpers)),
                        parts.stream().limit(last + 1L).map(Part::text))
                .collect(Collectors.joining("\n\n"));
        return Piece.VARIABLE
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(values.getOrDefault(found.group(1), placeholder(found.group(1)))));
    }

    /** The whole script. */
    public String text(Map<String, String> values) {
        return text(parts.size() - 1, values);
    }

    /** What stands for a value until the reader says it: {@code YOUR_SECRET_KEY}. */
    static String placeholder(String variable) {
        return "YOUR_" + ShellNames.plain(variable).toUpperCase(java.util.Locale.ROOT);
    }

    private static final class Writer {
        private final Root.ProbeSettings probe;
        private final Example example;
        private final boolean controls;
        private final String control;
        private final ShellNames names;
        private final Set<String> known = new LinkedHashSet<>();

        Writer(Root.ProbeSettings probe, Example example, Values values) {
            this.probe = probe;
            this.example = example;
            String url = probe.controlUrl();
            this.controls = values == Values.CONTROLS && url != null;
            this.control = url == null ? "" : url.replace("{base}", "$base");
            this.names = new ShellNames(example.steps().stream()
                    .flatMap(step -> texts(step).stream())
                    .toList());
        }

        CurlScript write() {
            List<Part> parts = new ArrayList<>();
            int number = 0;
            for (Step step : example.steps()) {
                boolean provoking = ++number == example.steps().size();
                String lead = lead(step, number == 1);
                Map<String, String> kept = provoking ? Map.of() : kept(step, number);
                known.addAll(captured(step));
                parts.add(new Part(lead, new ShellStep(step, names, provoking, kept).text()));
            }
            List<String> helpers = ShellHelper.closed(names.helpers(), controls).stream()
                    .map(helper -> helper.text(control))
                    .toList();
            return new CurlScript(helpers, List.copyOf(parts));
        }

        private String lead(Step step, boolean first) {
            List<String> lines = new ArrayList<>();
            if (first) {
                lines.add("base='{{base}}'");
                known.add("base");
                account(lines);
            }
            List<String> commands = new ArrayList<>();
            step.directives().forEach(directive -> command(directive, commands));
            if (!controls) {
                sent(step).stream()
                        .flatMap(text -> ShellNames.variables(text).stream())
                        .filter(this::isAsked)
                        .forEach(name -> ask(name, step, lines));
            }
            lines.addAll(commands);
            return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        }

        /** What the settings of the probe give to every example. */
        private void account(List<String> lines) {
            List<String> used = example.steps().stream()
                    .flatMap(step -> texts(step).stream())
                    .flatMap(text -> ShellNames.variables(text).stream())
                    .distinct()
                    .toList();
            String fixture = probe.fixture();
            if (!controls) {
                return;
            }
            used.stream().filter(probe.variables()::containsKey).forEach(name -> {
                lines.add(names.of(name) + "='{{" + name + "}}'");
                known.add(name);
            });
            if (fixture != null && used.stream().anyMatch(name -> !known.contains(name) && !isOfStep(name))) {
                names.use(ShellHelper.FIXTURE);
                lines.add("fixture " + fixture);
            }
        }

        private void command(Directive directive, List<String> lines) {
            String argument = directive.argument();
            switch (directive.kind()) {
                case FIXTURE -> {
                    ShellWords words = ShellWords.of(argument);
                    if (controls) {
                        names.use(ShellHelper.FIXTURE);
                        lines.add("fixture " + names.quote(words.first(), "").replaceAll("^'([\\w-]+)'$", "$1")
                                + words.pairs().entrySet().stream()
                                        .map(pair -> " "
                                                + names.quote(pair.getKey() + "=" + pair.getValue(), "")
                                                        .replaceAll("^'([\\w=.,:/@-]+)'$", "$1"))
                                        .collect(Collectors.joining()));
                    } else {
                        lines.add(comment("The service must be in the state " + argument + " first."));
                    }
                }
                case ADVANCE ->
                    lines.add(
                            controls
                                    ? "curl -sSf -o /dev/null \"" + control
                                            + "/clock\" -H \"Control-Token: ${ERRATA_CONTROL_TOKEN-}\""
                                            + " -H 'Content-Type: application/json' -d '{\"advance\": \"PT"
                                            + seconds(argument) + "S\"}'"
                                    : comment("Come back after " + argument + "."));
                case WAIT -> lines.add("sleep " + seconds(argument));
                case NEEDS -> {
                    names.use(ShellHelper.RECEIVER);
                    lines.add("receiver");
                }
                default -> {
                    // belongs to the request itself
                }
            }
        }

        /** Only what the shell itself would not read as something else. */
        private static String comment(String words) {
            return "# "
                    + REFERENCE
                            .matcher(words.replace('\n', ' '))
                            .replaceAll(found ->
                                    Matcher.quoteReplacement(found.group(1).strip()))
                            .replaceAll("['\"`]", "");
        }

        private static String seconds(String time) {
            Matcher matcher = TIME.matcher(time.strip());
            if (!matcher.matches()) {
                return "0";
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" ->
                    java.math.BigDecimal.valueOf(amount, 3).stripTrailingZeros().toPlainString();
                case "m" -> Long.toString(amount * 60);
                case "h" -> Long.toString(amount * 3_600);
                case "d" -> Long.toString(amount * 86_400);
                default -> Long.toString(amount);
            };
        }

        private boolean isAsked(String name) {
            return !known.contains(name) && !isOfStep(name) && !name.startsWith("receiver.");
        }

        private boolean isOfStep(String name) {
            int dot = name.indexOf('.');
            return example.steps().stream()
                    .anyMatch(step -> captured(step).contains(name)
                            || (dot > 0 && name.substring(0, dot).equals(step.name())));
        }

        private void ask(String name, Step step, List<String> lines) {
            known.add(name);
            String as = step.directive(Kind.AS).map(Directive::argument).orElse("");
            String hint = probe.hints().get(name);
            lines.add((as.isEmpty() ? "" : ShellNames.plain(as) + "_") + names.of(name) + "='{{" + name + "}}'"
                    + (hint == null ? "" : "  " + comment(hint)));
        }

        private static Set<String> captured(Step step) {
            return step.directives(Kind.CAPTURE).stream()
                    .map(capture -> capture.argument().split("=", 2)[0].strip())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        /** What later steps use of the answer of this one, which is the so-many-th. */
        private Map<String, String> kept(Step step, int number) {
            Map<String, String> kept = new LinkedHashMap<>();
            step.directives(Kind.CAPTURE).forEach(capture -> {
                String[] sides = capture.argument().split("=", 2);
                if (sides.length == 2) {
                    kept.put(names.of(sides[0].strip()), sides[1].strip());
                }
            });
            String prefix = step.name() + ".";
            example.steps().stream()
                    .skip(number)
                    .flatMap(later -> texts(later).stream())
                    .flatMap(text -> ShellNames.variables(text).stream())
                    .filter(name -> step.name() != null && name.startsWith(prefix))
                    .forEach(name -> kept.put(names.of(name), name.substring(prefix.length())));
            return kept;
        }

        /** The texts of a step that its call is made of. */
        private static List<String> sent(Step step) {
            List<String> texts = new ArrayList<>();
            step.directives(Kind.SIGN).forEach(sign -> texts.add(sign.argument()));
            texts.add(step.text());
            return texts;
        }

        /** Everything of a step in which variables may stand. */
        private static List<String> texts(Step step) {
            List<String> texts = new ArrayList<>();
            step.directives().forEach(directive -> texts.add(directive.argument()));
            texts.add(step.text());
            return texts;
        }
    }
}
