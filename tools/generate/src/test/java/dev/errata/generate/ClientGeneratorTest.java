package dev.errata.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.client.Answer;
import dev.errata.client.ApiErrorException;
import dev.errata.client.ErrorReader;
import dev.errata.core.Variant;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What is generated for callers reads every error of every reference. */
class ClientGeneratorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String USE = """
            package com.example.use;

            import com.example.harbor.HarborError;

            /** What a caller writes. */
            public final class Use {
                private Use() {}

                /** A switch over codes, and what an error tells. */
                public static String of(HarborError error) {
                    if (error instanceof HarborError.ResourceNotFound absent) {
                        return "no " + absent.resource();
                    }
                    return switch (error.kind()) {
                        case IDEMPOTENCY_CONFLICT -> "another body";
                        case RATE_LIMIT_EXCEEDED -> "at " + error.retryAt();
                        case UNKNOWN -> "what is " + error.code();
                        default -> "refused: " + error.docUrl() + " " + error.requestId();
                    };
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static final List<GeneratedClients> CLIENTS = new ArrayList<>();
    private static URLClassLoader loader;

    @BeforeAll
    static void generateAndCompile() throws Exception {
        Path sources = folder.resolve("sources");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        for (Path errors : GeneratedClients.catalogs()) {
            GeneratedClients.generate(errors, packageName(errors), sources);
        }
        Path use = sources.resolve("com/example/use/Use.java");
        Files.createDirectories(use.getParent());
        Files.writeString(use, USE);
        Compiling.all(sources, classes);
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClientGeneratorTest.class.getClassLoader());
        for (Path errors : GeneratedClients.catalogs()) {
            CLIENTS.add(GeneratedClients.load(errors, packageName(errors), loader));
        }
    }

    @AfterAll
    static void close() throws Exception {
        CLIENTS.clear();
        loader.close();
    }

    private static String packageName(Path errors) {
        return "com.example." + errors.getParent().getFileName().toString().replace("-", "");
    }

    private static ApiErrorException exception(GeneratedClients client, GeneratedClients.Answered answered) {
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "Content-Type",
                        List.of(answered.mediaType()),
                        client.source().root().requestId().header(),
                        List.of(answered.requestId())),
                (name, value) -> true);
        byte[] body = answered.body().getBytes(StandardCharsets.UTF_8);
        // A code of another surface has no status of its own; whoever carries it chooses one.
        int status = answered.status() == 0 ? 400 : answered.status();
        return new ErrorReader(client.catalog(), GeneratedClients.DOCS)
                .exception(
                        client.family(), "GET", "/v1/x", new Answer(status, headers, body, Answer.Ending.WHOLE), NOW);
    }

    @Test
    void everyCodeHasAnExceptionOfItsOwnWithEverythingThatWasAnswered() throws Exception {
        assertThat(CLIENTS).hasSizeGreaterThanOrEqualTo(3);
        for (GeneratedClients client : CLIENTS) {
            Set<Class<?>> classes = new HashSet<>();
            for (GeneratedClients.Answered answered : client.answers()) {
                ApiErrorException error = exception(client, answered);
                classes.add(error.getClass());

                assertThat(error.getClass().getSuperclass().getSimpleName()).isEqualTo(client.type());
                assertThat(error.code()).isEqualTo(answered.error().code().id());
                assertThat(error.requestId()).isEqualTo(answered.requestId());
                assertThat(error.details().values()).isEqualTo(client.details(answered));
                assertThat(String.valueOf(error.getClass().getMethod("kind").invoke(error)))
                        .isEqualTo(JavaNames.constant(answered.error().code().id()));
            }
            assertThat(classes).hasSize(client.source().active().size());
        }
    }

    @Test
    void aCodeThatIsNotKnownIsOneOfTheFamilyToo() {
        GeneratedClients harbor = client("Harbor");
        ApiErrorException error = exception(
                harbor,
                new GeneratedClients.Answered(
                        harbor.answers().get(0).error(),
                        418,
                        "req_1",
                        "application/json",
                        "{\"error\":{\"code\":" + "\"teapot\",\"message\":\"Short and stout.\"}}"));

        assertThat(error.getClass().getSimpleName()).isEqualTo("UnknownCode");
        assertThat(error.code()).isEqualTo("teapot");
    }

    @Test
    void aCallerSwitchesOverCodesAndReadsDetails() throws Exception {
        GeneratedClients harbor = client("Harbor");
        List<String> said = new ArrayList<>();
        for (GeneratedClients.Answered answered : harbor.answers()) {
            ApiErrorException error = exception(harbor, answered);
            said.add(String.valueOf(loader.loadClass("com.example.use.Use")
                    .getMethod("of", error.getClass().getSuperclass())
                    .invoke(null, error)));
        }

        assertThat(said).contains("another body").anyMatch(line -> line.startsWith("no "));
    }

    private static GeneratedClients client(String api) {
        return CLIENTS.stream()
                .filter(client -> client.source().root().api().equals(api))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void javaScriptReadsEveryAnswer() throws Exception {
        for (GeneratedClients client : CLIENTS) {
            List<Path> files = new ScriptGenerator(client.source()).writeTypeScript(folder);
            assertThat(Files.readString(files.get(1)))
                    .contains("export declare class " + client.type() + " extends Error");
            reads(client, List.of("node", "--input-type=module"), """
                    import { readFileSync } from "node:fs";
                    import { parse, codes } from "file://%s";
                    const found = JSON.parse(readFileSync("%s", "utf8")).map((one) => {
                      const error = parse(one.status, one.headers, one.body);
                      return { code: error.code, known: error.known, message: error.message, details: error.details,
                        requestId: error.requestId, docUrl: error.docUrl, retry: error.retry, actor: error.actor, is: error.is(one.code), title: codes[error.code].title };
                    });
                    console.log(JSON.stringify(found));
                    """.formatted(files.get(0), cases(client)));
        }
    }

    @Test
    void pythonReadsEveryAnswer() throws Exception {
        for (GeneratedClients client : CLIENTS) {
            Path file = new ScriptGenerator(client.source()).writePython(folder).get(0);
            String module = file.getParent().getFileName().toString();
            reads(client, List.of("python3", "-"), """
                    import json, sys
                    sys.path.insert(0, "%s")
                    import %s as errors
                    def read(one):
                        e = errors.parse(one["status"], one["headers"], one["body"])
                        return {"code": e.code, "known": e.known, "message": e.message, "details": e.details,
                            "requestId": e.request_id, "docUrl": e.doc_url, "retry": e.retry, "actor": e.actor,
                            "is": type(e) is not errors.%s, "title": errors.CODES[e.code]["title"]}
                    print(json.dumps([read(one) for one in json.load(open("%s", encoding="utf-8"))]))
                    """.formatted(folder, module, client.type(), cases(client)));
        }
    }

    private static Path cases(GeneratedClients client) throws Exception {
        List<Map<String, Object>> cases = client.answers().stream()
                .map(answered -> Map.<String, Object>of(
                        "status", answered.status(),
                        "headers",
                                Map.of(
                                        "Content-Type",
                                        answered.mediaType(),
                                        client.source().root().requestId().header(),
                                        answered.requestId(),
                                        "Link",
                                        "<" + page(client, answered) + ">; rel=\"help\""),
                        "code", answered.error().code().id(),
                        "body", answered.body()))
                .toList();
        return Files.writeString(folder.resolve(client.type() + ".json"), JSON.writeValueAsString(cases));
    }

    private static String page(GeneratedClients client, GeneratedClients.Answered answered) {
        return String.valueOf(client.catalog().docUrl(answered.error().code(), GeneratedClients.DOCS));
    }

    /** Compares what a script printed with what was answered; skipped where its interpreter is not installed. */
    private static void reads(GeneratedClients client, List<String> command, String script) throws Exception {
        Scripts.require(command.get(0));
        String printed = Scripts.run(command, script);
        List<?> found = JSON.readValue(printed, List.class);
        assertThat(found).hasSize(client.answers().size());
        for (int i = 0; i < found.size(); i++) {
            GeneratedClients.Answered answered = client.answers().get(i);
            assertThat(found.get(i))
                    .as(answered.body())
                    .isEqualTo(JSON.readValue(
                            JSON.writeValueAsString(Map.of(
                                    "code", answered.error().code().id(),
                                    "known", true,
                                    "message", answered.error().message(),
                                    "details", client.onTheWire(answered),
                                    "requestId", answered.requestId(),
                                    "docUrl", page(client, answered),
                                    "retry", first(answered).retry().word(),
                                    "actor", first(answered).actor().word(),
                                    "is", true,
                                    "title", answered.error().code().title())),
                            Map.class));
        }
    }

    /** Forms of one code that share a status share their first one's advice and actor. */
    private static Variant first(GeneratedClients.Answered answered) {
        return answered.error().code().variants().stream()
                .filter(variant -> variant.status() == answered.status())
                .findFirst()
                .orElseThrow();
    }
}
