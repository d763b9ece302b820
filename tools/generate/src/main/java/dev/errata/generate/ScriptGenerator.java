package dev.errata.generate;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.DetailType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a module that reads the errors of a catalog, for who calls its API from TypeScript, JavaScript or Python: types,
 * the codes, a function that parses, and the retry advice. No HTTP client comes with it.
 *
 * <p>A folder that holds nothing else becomes a package that can be installed.
 */
public final class ScriptGenerator {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PLACE = Pattern.compile("%([A-Z_]+)%");

    /** Python's own exceptions that the module speaks of. */
    private static final Set<String> TAKEN = Set.of("TypeError", "ValueError", "OverflowError", "RecursionError");

    private static final int INDENT = 4;

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
     * Writes {@code <api>-error.mjs}, an ECMAScript module that runs as it is, {@code <api>-error.d.mts}, its types for
     * TypeScript, and {@code package.json}, into a folder.
     *
     * @return the files
     * @throws UncheckedIOException when a file cannot be written
     */
    public List<Path> writeTypeScript(Path folder) {
        String name = packageName();
        Map<String, String> values = values();
        values.put("SPEC", new ClientSpec(catalog).json());
        values.put(
                "CODES",
                catalog.active().stream().map(page -> quoted(page.code())).collect(Collectors.joining("\n  | ")));
        values.put(
                "FACTS",
                blocks(page -> jsDoc("  ", Prose.ofCode(page, Python.WIDTH - 5, false)) + "  readonly "
                        + quoted(page.code()) + ": CodeFacts;"));
        values.put("DETAILS", blocks(this::detailsType));
        return new PackageFolder(folder, name)
                .with(name + ".mjs", script("client.mjs", values))
                .with(name + ".d.mts", script("client.d.mts", values))
                .write("package.json", script("package.json", values));
    }

    /**
     * Writes the package {@code <api>_error}, for Python 3.9 and newer, and {@code pyproject.toml}, into a folder.
     *
     * @return the files, the module first
     * @throws UncheckedIOException when a file cannot be written
     */
    public List<Path> writePython(Path folder) {
        ClientSpec spec = new ClientSpec(catalog);
        Map<Page, String> names = classNames();
        Map<String, String> values = values();
        values.put("CODE_TABLE", Python.literal(spec.codes(), "", Python.WIDTH));
        values.put("ENVELOPE", Python.literal(places(spec.envelope()), "", Python.WIDTH));
        values.put("PROBLEM", Python.literal(places(spec.problem()), "", Python.WIDTH));
        String docUrl = catalog.root().docUrl();
        values.put("DOC_URL", quoted(docUrl == null ? "" : docUrl));
        values.put(
                "REQUEST_ID_HEADER", quoted(catalog.root().requestId().header().toLowerCase(Locale.ROOT)));
        values.put(
                "CLASSES",
                names.entrySet().stream()
                        .map(entry -> "class " + entry.getValue() + "(" + type + "):\n"
                                + Python.docstring(Prose.ofCode(entry.getKey(), Python.WIDTH - INDENT, true)))
                        .collect(Collectors.joining("\n\n\n")));
        values.put(
                "TABLE",
                names.entrySet().stream()
                        .map(entry -> "    " + quoted(entry.getKey().code()) + ": " + entry.getValue() + ",")
                        .collect(Collectors.joining("\n")));
        return new PackageFolder(folder, packageName())
                .with(words + "/__init__.py", script("client.py", values))
                .with(words + "/py.typed", "")
                .write("pyproject.toml", script("pyproject.toml", values));
    }

    private static Map<String, Object> places(Map<String, Map<String, Object>> envelope) {
        Map<String, Object> places = new LinkedHashMap<>();
        envelope.forEach((slot, place) -> {
            Map<String, @Nullable Object> whole = new LinkedHashMap<>(place);
            whole.putIfAbsent("beside", null);
            places.put(slot, whole);
        });
        return places;
    }

    private String packageName() {
        return words.replace('_', '-');
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        values.put("API", catalog.root().api());
        values.put("VERSION", catalog.root().version());
        values.put("TYPE", type);
        values.put("MODULE", words);
        values.put("PACKAGE", packageName());
        values.put("PACKAGE_VERSION", PackageFolder.version(catalog.root().version()));
        values.put("DESCRIPTION", quoted("The errors of " + catalog.root().api() + "."));
        return values;
    }

    private static String script(String resource, Map<String, String> values) {
        return PLACE.matcher(resource(resource))
                .replaceAll(place ->
                        Matcher.quoteReplacement(Objects.requireNonNull(values.get(place.group(1)), place.group())));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ScriptGenerator.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON's form of a text, which JavaScript and Python read alike. */
    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    /** A class for each code; what would have a name twice, or that of Python's own, ends with an underscore. */
    private Map<Page, String> classNames() {
        Map<Page, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>(TAKEN);
        taken.add(type);
        for (Page page : catalog.active()) {
            String name = JavaNames.typeOfCode(page.code());
            name = name.endsWith("Error") ? name : name + "Error";
            while (!taken.add(name)) {
                name += "_";
            }
            names.put(page, name);
        }
        return names;
    }

    private String blocks(Function<Page, String> language) {
        return catalog.active().stream().map(language).collect(Collectors.joining("\n"));
    }

    private String detailsType(Page page) {
        String comment = jsDoc("  ", List.of(Prose.visible(page.title()) + "."));
        String members = page.details().stream()
                .map(detail -> jsDoc("    ", Prose.wrapped(Prose.ofDetail(detail), Python.WIDTH - 11)) + "    "
                        + quoted(detail.name()) + "?: " + typeScript(detail.type()) + ";\n")
                .collect(Collectors.joining());
        return comment + "  " + quoted(page.code()) + ": {" + (members.isEmpty() ? "" : "\n" + members + "  ") + "};";
    }

    private static String jsDoc(String indent, List<String> lines) {
        List<String> safe =
                lines.stream().map(line -> line.replace("*/", "*\\/")).toList();
        return safe.size() == 1
                ? indent + "/** " + safe.get(0) + " */\n"
                : safe.stream()
                        .map(line -> (indent + " * " + line).stripTrailing())
                        .collect(Collectors.joining("\n", indent + "/**\n", "\n" + indent + " */\n"));
    }

    private static String typeScript(DetailType type) {
        return switch (type) {
            case STRING, TIMESTAMP -> "string";
            case INTEGER, DECIMAL -> "number";
            case BOOLEAN -> "boolean";
            case STRINGS -> "string[]";
            case FIELDS -> "{ field: string; location: string; rule: string }[]";
            case ANY -> "unknown";
        };
    }
}
