package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Directive;
import dev.errata.catalog.Example;
import dev.errata.catalog.Page;
import dev.errata.core.Surface;
import dev.errata.site.CurlScript;
import dev.errata.site.CurlScript.Values;
import dev.errata.store.jdbc.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What readers copy from the pages of a reference, run in a shell against its running service. */
public final class CopiedSamples {
    private static final Pattern STATUS_LINE = Pattern.compile("^HTTP/[\\d.]+ (\\d{3})", Pattern.MULTILINE);

    private final CatalogSource pages = CatalogSource.read(Path.of("errors"));
    private final Service service;

    private CopiedSamples(Service service) {
        this.service = service;
    }

    private record Sample(Page page, Page.Form form, Example example) {
        boolean raw() {
            return example.provoking().directive(Directive.Kind.RAW).isPresent();
        }
    }

    /** Runs each and asserts that it ends with the status and the code of its page. */
    public static void endAsTheirPagesSay(Service service) {
        sayWhereValuesAreFound();
        assumeTrue(TestDatabase.place() == Place.SQLITE, "One database is enough for what a shell can do");
        CopiedSamples samples = new CopiedSamples(service);
        List<Sample> all = samples.all().toList();

        // Those on the bare socket wait beside each other until the service gives up. None that moves its clock on runs
        // meanwhile: their tokens would expire.
        List<CompletableFuture<@Nullable String>> waiting = all.stream()
                .filter(Sample::raw)
                .map(sample -> CompletableFuture.<@Nullable String>supplyAsync(() -> samples.failure(sample)))
                .toList();
        List<@Nullable String> ended = new ArrayList<>();
        waiting.forEach(one -> ended.add(one.join()));
        all.stream().filter(sample -> !sample.raw()).map(samples::failure).forEach(ended::add);

        assertThat(ended.stream().filter(Objects::nonNull)).isEmpty();
    }

    /** Asserts that wherever readers are asked for a value, they are told where to find it. */
    private static void sayWhereValuesAreFound() {
        CatalogSource pages = CatalogSource.read(Path.of("errors"));
        Set<String> asked = pages.active().stream()
                .flatMap(page -> page.examples().stream())
                .map(example -> CurlScript.of(pages.root().probe(), example, Values.READER)
                        .text(Map.of()))
                .flatMap(text ->
                        text.lines().filter(line -> line.matches("\\w+='YOUR_\\w+'") && !line.startsWith("base=")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked)
                .as("assignments without a hint, which errata.yaml can give")
                .isEmpty();
    }

    private Stream<Sample> all() {
        return pages.active().stream()
                .filter(page -> page.waiver() == null)
                .flatMap(page -> page.forms().stream()
                        .flatMap(form ->
                                page.example(form.name()).stream().map(example -> new Sample(page, form, example))));
    }

    /** How the sample ended otherwise than its page says, null when it did not. */
    private @Nullable String failure(Sample sample) {
        String copied = CurlScript.of(pages.root().probe(), sample.example(), Values.CONTROLS)
                .text(Map.of("base", service.base().toString()));
        Ran ran = run(copied);
        MatchResult line = STATUS_LINE
                .matcher(ran.output())
                .results()
                .reduce((before, after) -> after)
                .orElse(null);
        String status = line == null ? "none" : line.group(1);
        String last = line == null ? "" : ran.output().substring(line.start());
        boolean answer = sample.page().surface() == Surface.RESPONSE;
        boolean right = ran.exit() == 0
                && !copied.contains("{{")
                && last.contains('"' + sample.page().code() + '"')
                && (!answer || last.contains("/errors/" + page(sample) + ">; rel=\"help\""))
                && (answer ? status.equals(Integer.toString(sample.form().status())) : status.startsWith("2"));
        return right
                ? null
                : sample.page().code() + " (" + sample.form().name() + ") ended with " + ran.exit() + ", status "
                        + status + ", not " + sample.form().status() + ":\n" + copied + "\n--- printed\n" + ran.output()
                        + "\n";
    }

    private static String page(Sample sample) {
        String form = sample.form().name();
        return sample.page().code() + (form.equals("main") ? "" : "#variant-" + form);
    }

    private record Ran(int exit, String output) {}

    private static Ran run(String script) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-eu", "-c", script).redirectErrorStream(true);
        builder.environment().put("NO_PROXY", "127.0.0.1");
        builder.environment().put("ERRATA_CONTROL_TOKEN", Service.CONTROL_TOKEN);
        // Where version managers come first, each start of an interpreter costs many times as much.
        builder.environment().merge("PATH", "/usr/bin:/bin", (path, system) -> system + ":" + path);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
