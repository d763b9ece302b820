package dev.errata.probe;

import com.fasterxml.jackson.annotation.Nulls;
import dev.errata.catalog.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The proofs that a folder keeps, one file for each API: {@code <folder>/<api>.json}, a member a line, so that two of
 * them can be compared line by line.
 *
 * <p>A file is replaced whole, so that a reader finds the old one or the new one. Of two runs that end at the same
 * moment one is kept.
 *
 * @param folder made when the first proof is kept
 */
public record Proofs(Path folder) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")))
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .build();

    /** Where the proof of an API is kept. */
    public Path file(String api) {
        return folder.resolve(api + ".json");
    }

    /**
     * The proof of an API, null when none was kept.
     *
     * @param api its name on the command line
     * @throws IOException when there is a file that cannot be read as a proof
     */
    public @Nullable Proof read(String api) throws IOException {
        try {
            @Nullable Proof proof = MAPPER.readValue(Files.readString(file(api)), Proof.class);
            if (proof == null) {
                throw new IOException(file(api) + " holds no proof: it is null");
            }
            return proof;
        } catch (NoSuchFileException none) {
            return null;
        } catch (JacksonException unreadable) {
            throw new IOException(file(api) + " holds no proof: " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    /**
     * Keeps what a run found out. Active codes that it left out keep what an earlier run at the same address found.
     *
     * @param api the API's name on the command line
     * @throws IOException when the file cannot be written; the earlier one is then still there
     */
    public void keep(String api, ProbeReport report) throws IOException {
        Map<String, Proof.OfCode> codes = new TreeMap<>();
        Proof earlier = report.leftOut().isEmpty() ? null : earlier(api);
        if (earlier != null && earlier.address().equals(report.baseUrl())) {
            codes.putAll(earlier.codes());
            codes.keySet().retainAll(report.leftOut());
        }
        for (CodeResult code : report.codes()) {
            codes.put(code.page().code(), code(code, report.at().truncatedTo(ChronoUnit.SECONDS)));
        }
        write(file(api), MAPPER.writeValueAsString(new Proof(report.api(), report.baseUrl(), codes)) + "\n");
    }

    /** A file that holds no proof is written anew. */
    private @Nullable Proof earlier(String api) {
        try {
            return read(api);
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path whole = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.writeString(
                    whole,
                    text,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static Proof.OfCode code(CodeResult result, Instant at) {
        Map<String, String> details = new LinkedHashMap<>();
        for (Page.DetailDoc detail : result.page().details()) {
            details.put(
                    detail.name() + (detail.required() ? "" : "?"),
                    detail.type().word());
        }
        Map<String, Proof.OfForm> forms = new LinkedHashMap<>();
        for (FormResult form : result.forms()) {
            forms.put(form.subject().name(), form(form));
        }
        return new Proof.OfCode(at, details, forms);
    }

    private static Proof.OfForm form(FormResult result) {
        Page.Form form = result.form();
        Proof.Outcome outcome =
                result.proven() ? Proof.Outcome.PROVEN : result.waived() ? Proof.Outcome.WAIVED : Proof.Outcome.FAILED;
        List<String> reasons = Stream.concat(
                        result.reasons().stream(),
                        result.observations().stream().map(Observation::text))
                .toList();
        return new Proof.OfForm(form.status(), form.retry().word(), form.message(), outcome, result.verdict(), reasons);
    }
}
