package dev.errata.reference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.harpoon.HarpoonApplication;
import dev.errata.reference.harpoon.HarpoonKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What the README shows of Harpoon is what Harpoon does. */
class ReadmeTest {
    private static final Path ROOT = Path.of("../..");

    @TempDir
    private Path data;

    @Test
    void theErrorThatOpensTheReadmeIsTheOneThatHarpoonAnswers() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        try (ConfigurableApplicationContext harpoon =
                HarpoonApplication.builder().run("--server.port=0", "--reference.data=" + data)) {
            int port = ((WebServerApplicationContext) harpoon).getWebServer().getPort();
            Reference reference = Reference.named("harpoon").orElseThrow();

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + reference.instructivePath()))
                                    .header(
                                            "Authorization",
                                            "Bearer "
                                                    + HarpoonKeys.demo().texts().get(reference.instructiveKey()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(readme).contains("\n" + answer.body() + "\n");
            assertThat(readme).contains("HTTP/1.1 " + answer.statusCode() + "\n");
            assertThat(readme)
                    .contains(reference.instructiveCurl(
                            "http://127.0.0.1:" + reference.port(8080),
                            HarpoonKeys.demo().texts()));
        }
    }

    @Test
    void theDemoKeysOfTheReadmeAreThoseOfEveryStart() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));

        HarpoonKeys.demo()
                .texts()
                .forEach((name, key) -> assertThat(readme).contains("| " + name + " | `" + key + "` |"));
    }

    @Test
    void thePageThatTheReadmeOutlinesIsTheCatalogs() throws Exception {
        String page = Files.readString(ROOT.resolve("references/harpoon/errors/codes/INVALID_KEY_TYPE.md"));
        String readme = Files.readString(ROOT.resolve("README.md"));
        String outline = readme.substring(readme.indexOf("````markdown\n") + 13, readme.indexOf("\n````\n"));

        assertThat(outline.lines().map(line -> line.replace(" …", "")).toList())
                .allSatisfy(line -> assertThat(page).contains(line));
    }
}
