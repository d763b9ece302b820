package dev.errata.probe;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values that stand for {@code {{name}}} in one example. Not thread-safe. */
final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{([^{}]*+)}}");
    private static final Pattern NOW = Pattern.compile("\\$now(?:([+-])(\\w+))?");

    /** More characters than any server of ours takes in a line of a head. */
    private static final int LONG = 10_000;

    private final Map<String, Object> values = new LinkedHashMap<>();
    /** Answers of steps and fixtures; a fixture may be called like one of its own variables. */
    private final Map<String, Object> named = new LinkedHashMap<>();

    private final Supplier<Instant> clock;

    /** A clock that says what time the service believes it is. */
    Variables(Supplier<Instant> clock) {
        this.clock = clock;
    }

    void put(String name, Object value) {
        values.put(name, value);
    }

    /** Keeps an answer, whose members are {@code {{name.member}}}. */
    void name(String name, Object answer) {
        named.put(name, answer);
    }

    /** The text with every reference replaced; under {@code as}, names of that fixture come first. */
    String fill(String text, @Nullable String as) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1).strip();
            Object value = name.startsWith("$") ? made(name) : find(name, as);
            if (value == null) {
                throw StepFailed.setup("{{" + name + "}} has no value. Known here: " + known() + ".");
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(Json.text(value)));
        }
        return matcher.appendTail(filled).toString();
    }

    private @Nullable Object find(String name, @Nullable String as) {
        Object own = as == null ? null : Json.at(named.get(as), name);
        if (own != null) {
            return own;
        }
        if (values.containsKey(name)) {
            return values.get(name);
        }
        int dot = name.indexOf('.');
        if (dot < 0) {
            return null;
        }
        // REST Client writes {{step.response.body.$.id}} for what we write {{step.id}}
        String path = name.substring(dot + 1).replaceFirst("^response\\.body\\.", "");
        return Json.at(named.get(name.substring(0, dot)), path);
    }

    private @Nullable Object made(String name) {
        if (name.equals("$uuid")) {
            return UUID.randomUUID().toString();
        }
        if (name.equals("$long")) {
            return "x".repeat(LONG);
        }
        if (name.equals("$timestamp")) {
            return clock.get().getEpochSecond();
        }
        Matcher now = NOW.matcher(name);
        if (!now.matches()) {
            return null;
        }
        Instant time = clock.get().truncatedTo(ChronoUnit.SECONDS);
        if (now.group(2) == null) {
            return time.toString();
        }
        var offset = Words.duration(now.group(2));
        return (now.group(1).equals("+") ? time.plus(offset) : time.minus(offset)).toString();
    }

    private String known() {
        TreeSet<String> names = new TreeSet<>();
        names.addAll(values.keySet());
        named.forEach((name, answer) -> {
            if (answer instanceof Map<?, ?> members && !members.isEmpty()) {
                members.keySet().forEach(member -> names.add(name + "." + member));
            } else {
                names.add(name);
            }
        });
        return String.join(", ", names) + ", $uuid, $timestamp, $now, $long";
    }
}
