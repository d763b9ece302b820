package dev.errata.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.catalog.Directive;
import dev.errata.catalog.Example;
import dev.errata.catalog.Example.Header;
import dev.errata.catalog.Example.Step;
import dev.errata.catalog.Root.ProbeSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LanguageTest {
    private static final Header JSON = new Header("Content-Type", "application/json");

    private static final ProbeSettings NO_PROBE = new ProbeSettings(null, null, null, Map.of(), Map.of());

    @Test
    void everyLanguageSendsABodyWithQuotesOfBothKindsAndABackslash() {
        Step step = step("POST", "{{base}}/pots", List.of(JSON), "{\"guest\": \"O'Hara\", \"note\": \"a\\nb\"}");
        assertThat(program(Language.CURL, step)).isEqualTo("""
                curl -i "$base/pots" \\
                  -H 'Content-Type: application/json' \\
                  --data-binary '{"guest": "O'\\''Hara", "note": "a\\nb"}'""");
        assertThat(program(Language.FETCH, step)).isEqualTo("""
                const response = await fetch("{{base}}/pots", {
                  method: "POST",
                  headers: {
                    "Content-Type": "application/json",
                  },
                  body: "{\\"guest\\": \\"O'Hara\\", \\"note\\": \\"a\\\\nb\\"}",
                });
                console.log(response.status, await response.text());""");
        assertThat(program(Language.REQUESTS, step)).isEqualTo("""
                import requests

                response = requests.post(
                    "{{base}}/pots",
                    headers={
                        "Content-Type": "application/json",
                    },
                    data="{\\"guest\\": \\"O'Hara\\", \\"note\\": \\"a\\\\nb\\"}",
                )
                print(response.status_code, response.text)""");
        assertThat(program(Language.JAVA, step)).isEqualTo("""
                HttpRequest request = HttpRequest.newBuilder()
                        .uri(URI.create("{{base}}/pots"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(\"""
                                {"guest": "O'Hara", "note": "a\\\\nb"}\"""))
                        .build();
                HttpResponse<String> response = HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString());
                System.out.println(response.statusCode() + " " + response.body());""");
    }

    @Test
    void aRequestOfOneLineStaysOne() {
        Step step = step("GET", "{{base}}/pots", List.of(), null);
        assertThat(program(Language.CURL, step)).isEqualTo("curl -i \"$base/pots\"");
        assertThat(program(Language.FETCH, step)).startsWith("const response = await fetch(\"{{base}}/pots\");\n");
        assertThat(program(Language.JAVA, step)).contains("        .GET()\n");
    }

    @Test
    void eachLanguageComputesWhatAnExampleMakesUp() {
        Step step = step(
                "PUT",
                "{{base}}/pots",
                List.of(new Header("Idempotency-Key", "k-{{$uuid}}")),
                "{\"at\": \"{{$now+1h}}\", \"in\": {\"n\": {{$timestamp}}}, \"t\": \"{{$long}}\"}");
        assertThat(program(Language.CURL, step))
                .contains("-H \"Idempotency-Key: k-$(uuid)\"")
                .contains(
                        "--data-binary '{\"at\": \"'\"$(now 3600)\"'\", \"in\": {\"n\": '\"$(timestamp)\"'}, \"t\": \"'");
        assertThat(program(Language.FETCH, step))
                .contains("\"Idempotency-Key\": `k-${crypto.randomUUID()}`,")
                .contains("body: `{\"at\": \"${new Date(Date.now() + 3600000).toISOString()}\"");
        assertThat(program(Language.REQUESTS, step))
                .startsWith(
                        "from datetime import datetime, timedelta, timezone\nimport requests\nimport time\nimport uuid\n")
                .contains("\"Idempotency-Key\": f\"k-{uuid.uuid4()}\",")
                .contains("data=f'{{\"at\": \"{(datetime.now(timezone.utc) + timedelta(seconds=3600)).isoformat()}\"")
                .contains("\"in\": {{\"n\": {int(time.time())}}}, \"t\": \"{10000 * chr(97)}\"}}',");
        assertThat(program(Language.JAVA, step))
                .contains(".header(\"Idempotency-Key\", \"k-\" + UUID.randomUUID())")
                .contains(
                        ".PUT(HttpRequest.BodyPublishers.ofString(\"{\\\"at\\\": \\\"\" + Instant.now().plusSeconds(3600) + \"");
    }

    @Test
    void bodiesOfSeveralLinesKeepThem() {
        Step step = step("PATCH", "{{base}}/p?ids[]=1", List.of(), "{\n  \"a\": `${1}\n}");
        assertThat(program(Language.CURL, step)).startsWith("curl -i -X PATCH --globoff \"$base/p?ids[]=1\"");
        assertThat(program(Language.FETCH, step)).contains("body: `{\n  \"a\": \\`\\${1}\n}`,");
        assertThat(program(Language.REQUESTS, step))
                .contains("requests.patch(")
                .contains("data=\"\"\"{\n  \"a\": `${1}\n}\"\"\",");
        assertThat(program(Language.JAVA, step)).contains("""
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(\"""
                                {
                                  "a": `${1}
                                }\"""))
                """);
    }

    @Test
    void headersThatTheJdkRefusesAreLeftToIt() {
        Step step = step("GET", "{{base}}/", List.of(new Header("Host", "tea.example"), JSON), null);
        assertThat(program(Language.JAVA, step))
                .contains("        // set by the client: .header(\"Host\", \"tea.example\")\n")
                .contains("        .header(\"Content-Type\", \"application/json\")\n");
    }

    @Test
    void rawTextIsShownAsItStandsAndSentByTheShellAlone() {
        Step step = new Step(
                1,
                List.of(new Directive(1, Directive.Kind.RAW, "")),
                "GET",
                "/x",
                List.of(),
                null,
                "GET /x HTTP/9.9\nHost: a\n\n");
        assertThat(Language.of(step)).containsExactly(Language.HTTP, Language.CURL);
        assertThat(Language.CURL.label(step)).isEqualTo("bash");
        assertThat(program(Language.CURL, step)).isEqualTo("""
                printf '%s\\r\\n' \\
                  'GET /x HTTP/9.9' \\
                  'Host: a' \\
                  '' \\
                  '' | raw""");
        assertThat(program(Language.HTTP, step)).isEqualTo("GET /x HTTP/9.9\nHost: a");
    }

    private static String program(Language language, Step step) {
        CurlScript script = CurlScript.of(NO_PROBE, new Example("main", List.of(step)), CurlScript.Values.READER);
        return language.program(step, script.parts().get(0));
    }

    private static Step step(String method, String target, List<Header> headers, @Nullable String body) {
        return new Step(1, List.of(), method, target, headers, body, method + " " + target);
    }
}
