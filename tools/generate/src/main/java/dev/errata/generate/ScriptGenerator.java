package dev.errata.generate;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.DetailType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a module that reads the errors of a catalog, for who calls its API from TypeScript, JavaScript or Python: types,
 * the codes, a function that parses, and the retry advice. No HTTP client comes with it.
 */
public final class ScriptGenerator {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CatalogSource catalog;
    private final String words;
    private final String type;

    /** Prepares the modules of a catalog. */
    public ScriptGenerator(CatalogSource catalog) {
        this.catalog = catalog;
        this.type = JavaNames.type(catalog.root().api()) + "Error";
        this.words = String.join("_", JavaNames.words(catalog.root().api())) + "_error";
    }

    /**
     * Writes {@code <api>-error.mjs}, an ECMAScript module that runs as it is, and {@code <api>-error.d.mts}, its types
     * for TypeScript, into a folder.
     *
     * @return the files
     * @throws UncheckedIOException when a file cannot be written
     */
    public List<Path> writeTypeScript(Path folder) {
        String name = words.replace('_', '-');
        return List.of(
                write(folder.resolve(name + ".mjs"), script("client.mjs", Map.of())),
                write(
                        folder.resolve(name + ".d.mts"),
                        script("client.d.mts", Map.of("DETAILS", types("  ", this::typeScript)))));
    }

    /**
     * Writes {@code <api>_error.py}, for Python 3.9 and newer, into a folder.
     *
     * @return the file
     * @throws UncheckedIOException when the file cannot be written
     */
    public List<Path> writePython(Path folder) {
        String classes = catalog.active().stream().map(this::pythonClass).collect(Collectors.joining("\n\n"));
        String table = catalog.active().stream()
                .map(page -> "    " + quoted(page.code()) + ": " + className(page) + ",")
                .collect(Collectors.joining("\n"));
        return List.of(
                write(folder.resolve(words + ".py"), script("client.py", Map.of("CLASSES", classes, "TABLE", table))));
    }

    private String script(String resource, Map<String, String> more) {
        Map<String, String> values = new TreeMap<>(more);
        values.put("API", catalog.root().api());
        values.put("VERSION", catalog.root().version());
        values.put("TYPE", type);
        String spec = new ClientSpec(catalog).json();
        values.put("SPEC", resource.endsWith(".py") ? quoted(spec) : spec);
        values.put(
                "CODES",
                catalog.active().stream().map(page -> quoted(page.code())).collect(Collectors.joining("\n  | ")));
        String text = resource(resource);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("%" + value.getKey() + "%", value.getValue());
        }
        return text;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ScriptGenerator.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON's form of a text, which JavaScript and Python read alike. */
    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static String className(Page page) {
        String name = JavaNames.typeOfCode(page.code());
        return name.endsWith("Error") ? name : name + "Error";
    }

    private String types(String indent, java.util.function.Function<DetailType, String> language) {
        return catalog.active().stream()
                .map(page -> indent + quoted(page.code()) + ": {" + members(page, language) + " };")
                .collect(Collectors.joining("\n"));
    }

    private static String members(Page page, java.util.function.Function<DetailType, String> language) {
        return page.details().stream()
                .map(detail -> " " + quoted(detail.name()) + "?: " + language.apply(detail.type()) + ";")
                .collect(Collectors.joining());
    }

    private String typeScript(DetailType type) {
        return switch (type) {
            case STRING, DECIMAL, TIMESTAMP -> "string";
            case INTEGER -> "number";
            case BOOLEAN -> "boolean";
            case STRINGS -> "string[]";
            case ANY -> "unknown";
        };
    }

    private String pythonClass(Page page) {
        return "class " + className(page) + "(" + type + "):\n    "
                + quoted(oneLine(page.title() + ". " + page.prose().fix()));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
