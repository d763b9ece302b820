package dev.errata.reference.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errata.store.jdbc.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs that a page shows for a request, run against the service of the page. */
public final class ProgramSamples {
    private static final Pattern SAMPLE = Pattern.compile(
            "<div class=\"sample\" data-language=\"(fetch|requests|java)\".*?<code>(.*?)</code>", Pattern.DOTALL);

    private ProgramSamples() {}

    /**
     * Runs each program of a page whose example is one request, and asserts that it prints the status and the code.
     *
     * @param page the file of the page, such as {@code INVALID_AMOUNT.html}
     * @param folder for the programs
     */
    public static void print(Service service, String page, int status, Path folder) throws Exception {
        assumeTrue(TestDatabase.place() == Place.SQLITE, "One database is enough for what a client can do");
        Map<String, Object> account = service.fixture("account");
        List<String> ran = new ArrayList<>();
        Matcher sample = SAMPLE.matcher(html(page));
        while (sample.find()) {
            String program = text(sample.group(2))
                    .replaceAll(
                            "http://127\\.0\\.0\\.1:80\\d\\d", service.base().toString());
            for (Map.Entry<String, Object> value : account.entrySet()) {
                program = program.replace(
                        "YOUR_" + value.getKey().toUpperCase(Locale.ROOT), String.valueOf(value.getValue()));
            }
            List<String> command = command(sample.group(1), program, folder);
            if (isThere(sample.group(1))) {
                assertThat(output(command))
                        .as("%s:%n%s", command, program)
                        .startsWith(status + " ")
                        .contains('"' + page.replace(".html", "") + '"');
                ran.add(sample.group(1));
            }
        }
        assertThat(ran).contains("java");
    }

    private static String html(String page) throws IOException {
        try (var folders = Files.list(Path.of("target/classes/META-INF/errata"))) {
            Path site = folders.findFirst().orElseThrow().resolve("site");
            return Files.readString(site.resolve(page));
        }
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]+>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static List<String> command(String language, String program, Path folder) throws IOException {
        return switch (language) {
            case "fetch" ->
                List.of(
                        "node",
                        Files.writeString(folder.resolve("sample.mjs"), program).toString());
            case "requests" ->
                List.of(
                        "python3",
                        Files.writeString(folder.resolve("sample.py"), program).toString());
            default ->
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Files.writeString(folder.resolve("Sample.java"), """
                                import java.net.*;
                                import java.net.http.*;
                                import java.time.*;
                                import java.util.*;
                                class Sample {
                                    public static void main(String[] arguments) throws Exception {
                                %s
                                    }
                                }
                                """.formatted(program))
                                .toString());
        };
    }

    private static boolean isThere(String language) throws InterruptedException {
        List<String> question = switch (language) {
            case "fetch" -> List.of("node", "-e", "fetch");
            case "requests" -> List.of("python3", "-c", "import requests");
            default -> List.of("true");
        };
        try {
            return new ProcessBuilder(question)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NO_PROXY", "127.0.0.1");
        Process process = builder.start();
        try (InputStream printed = Objects.requireNonNull(process.getInputStream())) {
            String output = new String(printed.readAllBytes(), UTF_8);
            process.waitFor();
            return output;
        }
    }
}
