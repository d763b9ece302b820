package dev.errata.reference.serve;

import dev.errata.reference.serve.ApiCatalog.ApiCode;
import dev.errata.reference.serve.ApiCatalog.ApiExample;
import dev.errata.reference.serve.ApiCatalog.ApiHeader;
import dev.errata.reference.serve.ApiCatalog.ApiStep;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Examples as commands that can be run as they stand, with the demo keys in them. */
final class Curl {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{([^{}]*+)}}");
    private static final String NOBODYS_ID = "00000000-0000-4000-8000-000000000000";

    private final Map<String, String> variables;

    /**
     * Fills examples.
     *
     * @param values of the variables that the demo account has
     */
    Curl(String address, Map<String, String> values) {
        variables = new HashMap<>(values);
        variables.put("base", address);
        variables.put("$uuid", NOBODYS_ID);
    }

    /** The request that provokes a code; null where one request with what the demo account has does not. */
    @Nullable
    String of(ApiCode code) {
        for (ApiExample example : code.examples()) {
            if (example.form().equals("main") && example.steps().size() == 1) {
                ApiStep step = example.steps().get(0);
                return step.directives().isEmpty() ? of(step) : null;
            }
        }
        return null;
    }

    private @Nullable String of(ApiStep step) {
        StringBuilder line = new StringBuilder("curl -i");
        if (step.method().equals("HEAD")) {
            line.append(" --head");
        } else if (!step.method().equals(step.body() == null ? "GET" : "POST")) {
            line.append(" -X ").append(step.method());
        }
        line.append(' ').append(quote(step.target()));
        for (ApiHeader header : step.headers()) {
            line.append(" -H ").append(quote(header.name() + ": " + header.value()));
        }
        if (step.body() != null) {
            line.append(" --data-binary ").append(quote(step.body()));
        }
        return line.indexOf("{{") < 0 ? line.toString() : null;
    }

    private String quote(String text) {
        String filled = VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        variables.getOrDefault(found.group(1).strip(), found.group())));
        return "'" + filled.replace("'", "'\\''") + "'";
    }
}
