package dev.errata.reference.serve;

import dev.errata.reference.serve.ApiCatalog.ApiAlias;
import dev.errata.reference.serve.ApiCatalog.ApiCode;
import dev.errata.reference.serve.ApiCatalog.ApiForm;
import dev.errata.reference.serve.Standing.State;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the reader looks for.
 *
 * @param text words that all must be found, or a message as it was received; empty for all
 * @param state only codes that stand so, null for all
 */
record Query(String text, @Nullable State state) {
    private static final int LONGEST = 500;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]+}");

    /** Reads {@code q=…&state=…}; what it does not know it leaves out. */
    static Query parse(@Nullable String raw) {
        String text = "";
        State state = null;
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            String value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            if (parts[0].equals("q")) {
                text = value.strip();
            } else if (parts[0].equals("state")) {
                state = Arrays.stream(State.values())
                        .filter(known -> known.word().equals(value))
                        .findFirst()
                        .orElse(null);
            }
        }
        return new Query(text.length() > LONGEST ? text.substring(0, LONGEST) : text, state);
    }

    boolean all() {
        return text.isEmpty() && state == null;
    }

    /** The address of the same search among codes that stand so, null for any. */
    String href(@Nullable State other) {
        List<String> pairs = new ArrayList<>();
        if (!text.isEmpty()) {
            pairs.add("q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
        if (other != null) {
            pairs.add("state=" + other.word());
        }
        return pairs.isEmpty() ? "/" : "/?" + String.join("&", pairs);
    }

    /** Whether the words, or the message, are those of the code; its state is not looked at. */
    boolean finds(String api, ApiCode code) {
        if (text.isEmpty()) {
            return true;
        }
        String all = squeezed(String.join(
                " ",
                api,
                code.code(),
                code.code().replace('_', ' '),
                code.aliases().stream().map(ApiAlias::name).collect(Collectors.joining(" ")),
                code.title(),
                code.cause(),
                code.forms().stream()
                        .map(form -> form.number() + " " + form.retry() + " " + form.message())
                        .collect(Collectors.joining(" "))));
        String asked = squeezed(text);
        return Arrays.stream(asked.split(" ")).allMatch(all::contains)
                || code.forms().stream().map(ApiForm::message).anyMatch(message -> isIn(asked, message));
    }

    /** A placeholder stands for anything: the words between placeholders must follow one another. */
    private static boolean isIn(String asked, String message) {
        int at = 0;
        int letters = 0;
        for (String part : PLACEHOLDER.split(squeezed(message))) {
            int found = asked.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
            letters += part.replaceAll("\\P{L}", "").length();
        }
        return letters >= 6;
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
    }
}
