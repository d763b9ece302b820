package dev.errata.catalog;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a lock says.
 *
 * @param published every code and alias that it holds
 * @param facts what it says of them; null in a lock of the first format, which held less
 */
record LockFile(Set<String> published, @Nullable LockFacts facts) {
    static final int FORMAT = 2;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String ALIAS = "aliases.";
    private static final String UNTIL = " until ";

    /** Reads a lock; empty after a finding when it is none. */
    static Optional<LockFile> read(Path file, Findings findings) {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            return broken(Position.of(file), "is not UTF-8", findings);
        } catch (IOException e) {
            return broken(Position.of(file), "cannot be read: " + e.getMessage(), findings);
        }
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("<<<<<<<") || lines.get(i).startsWith(">>>>>>>")) {
                return broken(new Position(file, i + 1, 0), "holds the marks of a merge conflict", findings);
            }
        }
        try {
            Object tree = JSON.readValue(text, Object.class);
            if (!(tree instanceof Map<?, ?> root) || !(root.get("codes") instanceof Map<?, ?> codes)) {
                return broken(Position.of(file), "is no JSON object with \"codes\"", findings);
            }
            Object format = root.get("format");
            if (format == null) {
                return Optional.of(new LockFile(publishedByFirst(codes), null));
            }
            if (!format.equals(FORMAT)) {
                findings.add(
                        Rule.LOCK_CURRENT,
                        Position.of(file),
                        "This lock is of format " + format + ", and this version of Errata reads format " + FORMAT
                                + "; use the version that wrote it, or a newer one.");
                return Optional.empty();
            }
            return Optional.of(current(root.get("api"), codes));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            return broken(new Position(file, line, 0), "is not JSON", findings);
        }
    }

    private static Optional<LockFile> broken(Position at, String what, Findings findings) {
        findings.add(
                Rule.LOCK_CURRENT,
                at,
                "This lock " + what
                        + ", so nobody can tell which codes were published. Take the lock of the last commit"
                        + " (`git checkout HEAD -- " + at.file().getFileName()
                        + "` in its folder), then write what changed with "
                        + Lock.command(at.file()) + ".");
        return Optional.empty();
    }

    private static LockFile current(@Nullable Object api, Map<?, ?> codes) {
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        Set<String> published = new LinkedHashSet<>();
        codes.forEach((code, of) -> {
            Map<String, String> known = texts(of);
            facts.put(String.valueOf(code), known);
            published.add(String.valueOf(code));
            known.keySet().stream()
                    .filter(name -> name.startsWith(ALIAS))
                    .forEach(name -> published.add(name.substring(ALIAS.length())));
        });
        return new LockFile(published, new LockFacts(texts(api), facts));
    }

    private static Map<String, String> texts(@Nullable Object tree) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
        return texts;
    }

    private static Set<String> publishedByFirst(Map<?, ?> codes) {
        Set<String> published = new LinkedHashSet<>();
        codes.forEach((code, facts) -> {
            published.add(String.valueOf(code));
            if (facts instanceof Map<?, ?> known && known.get("aliases") instanceof List<?> aliases) {
                aliases.forEach(alias -> published.add(String.valueOf(alias).split(UNTIL, 2)[0]));
            }
        });
        return published;
    }

    /** The facts as JSON, one a line. */
    static String text(LockFacts facts) {
        StringBuilder json = new StringBuilder("{\n  \"format\": " + FORMAT + ",\n  \"api\": ");
        object(facts.api(), "    ", json);
        json.append(",\n  \"codes\": {");
        String separator = "\n";
        for (Map.Entry<String, Map<String, String>> code : facts.codes().entrySet()) {
            json.append(separator).append("    ").append(quote(code.getKey())).append(": ");
            object(code.getValue(), "      ", json);
            separator = ",\n";
        }
        return json.append("\n  }\n}\n").toString();
    }

    private static void object(Map<String, String> facts, String indent, StringBuilder json) {
        String separator = "{\n";
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            json.append(separator).append(indent).append(quote(fact.getKey())).append(": ");
            json.append(quote(fact.getValue()));
            separator = ",\n";
        }
        json.append('\n').append(indent, 2, indent.length()).append('}');
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
