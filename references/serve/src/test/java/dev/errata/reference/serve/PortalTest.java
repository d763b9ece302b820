package dev.errata.reference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.probe.Proofs;
import dev.errata.probe.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortalTest {
    private static final Pattern LOCKED =
            Pattern.compile("^ {4}\"([^\"]+)\": \\{\n {6}\"state\": \"active\"", Pattern.MULTILINE);
    private static final String AT = "2031-05-04T12:00:00Z";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Proofs proofs;
    private final Health health = new Health();
    private Portal portal;
    private int base;

    @BeforeEach
    void start() throws IOException {
        proofs = new Proofs(folder.resolve("proofs"));
        start(false);
    }

    private void start(boolean open) throws IOException {
        base = Served.freeBase();
        portal = Portal.start(
                Reference.ALL,
                new PortalViews(Reference.ALL, base, proofs, open, PortalTest::keys, port -> true),
                health,
                base);
    }

    static Map<String, String> keys(Reference reference) {
        return reference.demoKeys().apply(Instant.parse(AT));
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    private HttpResponse<String> ask(String method, String target) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(portal.address().replaceAll("/$", "") + target))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private PortalPage page(String target) throws Exception {
        HttpResponse<String> answer = ask("GET", target);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new PortalPage(answer.body());
    }

    private PortalPage search(String text) throws Exception {
        return page("/?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    private String address(String reference) {
        return "http://127.0.0.1:" + Reference.named(reference).orElseThrow().port(base);
    }

    @Test
    void everyActiveCodeOfEveryLockIsThereWithALinkToItsPage() throws Exception {
        PortalPage page = page("/");
        for (Reference reference : Reference.ALL) {
            String lock = Files.readString(Path.of("..", reference.id(), "errors", "catalog.lock.json"));
            List<String> links = LOCKED.matcher(lock)
                    .results()
                    .map(code -> address(reference.id()) + "/errors/" + code.group(1))
                    .toList();
            assertThat(links).isNotEmpty();
            assertThat(page.rows()).extracting(PortalPage.Row::href).containsAll(links);
            assertThat(page.html()).contains("<a href=\"" + address(reference.id()) + "/errors/\">Error pages</a>");
        }
    }

    @Test
    void aCodeIsShownWithStatusRetryTitleAndACommandThatHasTheDemoKey() throws Exception {
        PortalPage.Row row = page("/").row("INVALID_KEY_TYPE");

        assertThat(row.cells())
                .containsExactly("403", "never", "Public key where a secret key is needed", "Never probed");
        assertThat(row.curl())
                .startsWith("curl -i '" + address("harpoon") + "/v1/")
                .contains("'Authorization: Bearer "
                        + keys(Reference.named("harpoon").orElseThrow()).get("public")
                        + "'");
    }

    @Test
    void noCommandHasAVariableLeft() throws Exception {
        assertThat(page("/").rows())
                .extracting(PortalPage.Row::curl)
                .filteredOn(curl -> curl != null)
                .hasSizeGreaterThan(40)
                .noneMatch(curl -> curl.contains("{{"));
    }

    @Test
    void withoutAProofNothingIsSaidToBeProven() throws Exception {
        PortalPage page = page("/");

        assertThat(page.rows()).extracting(PortalPage.Row::proof).containsOnly("Never probed");
        assertThat(page.text()).contains("Never probed; 'errata probe harpoon' proves its codes.");
    }

    @Test
    void eachCodeIsShownAsTheProofHasIt() throws Exception {
        KeptProof.of("harpoon", address("harpoon"), AT)
                .without("INVALID_URL")
                .failed("INVALID_AMOUNT", Verdict.WRONG_MESSAGE, "The message is '<b>'.")
                .failed("MISSING_API_KEY", Verdict.UNREACHABLE)
                .waived("INTERNAL_ERROR", "nobody can break the disk")
                .withMessage("INVALID_KEY_TYPE", "As it was.")
                .withDetails("INVALID_CURRENCY", Map.of("field", "integer"))
                .keep(proofs);
        PortalPage page = page("/");

        String time = " 4 May 2031, 12:00 UTC";
        assertThat(page.row("INVALID_REFERENCE").proof()).isEqualTo("Proven" + time);
        assertThat(page.row("INVALID_URL").proof()).isEqualTo("Never probed");
        assertThat(page.row("INVALID_AMOUNT").proof()).isEqualTo("Failed" + time + " why main: The message is '<b>'.");
        assertThat(page.row("MISSING_API_KEY").proof()).isEqualTo("Failed" + time + " why no answer came");
        assertThat(page.row("INTERNAL_ERROR").proof()).isEqualTo("Waived" + time + " why nobody can break the disk");
        assertThat(page.row("INVALID_KEY_TYPE").proof()).isEqualTo("Changed since" + time);
        assertThat(page.row("INVALID_CURRENCY").proof()).isEqualTo("Changed since" + time);
        assertThat(page.text())
                .contains("Harpoon " + address("harpoon")
                        + " Codes: 17 of 22 proven, 2 failed Platform codes: 12 of 13 proven, 1 waived Last probed: 4 May"
                        + " 2031, 12:00 UTC");
    }

    @Test
    void aRenamedCodeIsProvenWhenItsOldNameIsToo() throws Exception {
        KeptProof.of("harmont", address("harmont"), AT).keep(proofs);
        assertThat(page("/").row("build_already_finished").proof()).startsWith("Proven");

        KeptProof.of("harmont", address("harmont"), AT)
                .withoutForm("build_already_finished", "main as build_not_cancelable")
                .keep(proofs);
        assertThat(page("/").row("build_already_finished").proof()).startsWith("Changed since");
    }

    @Test
    void theProofsAreReadForEachRequest() throws Exception {
        assertThat(page("/").row("INVALID_URL").proof()).isEqualTo("Never probed");

        KeptProof.of("harpoon", address("harpoon"), AT).keep(proofs);

        assertThat(page("/").row("INVALID_URL").proof()).startsWith("Proven");
    }

    @Test
    void aProofFromAnotherAddressSaysSo() throws Exception {
        KeptProof.of("harpoon", "http://127.0.0.1:1", AT).keep(proofs);

        assertThat(page("/").text()).contains("Probed at http://127.0.0.1:1, not at the address of this run.");
    }

    @Test
    void aFileThatIsNoProofProvesNothing() throws Exception {
        Files.createDirectories(proofs.folder());
        Files.writeString(proofs.file("harpoon"), "{\"api\": \"Harpoon\"");
        PortalPage page = page("/");

        assertThat(page.row("INVALID_URL").proof()).isEqualTo("Proof unreadable");
        assertThat(page.text())
                .contains("The file of its proof cannot be read (" + proofs.file("harpoon")
                        + "); 'errata probe harpoon' writes it anew.")
                .contains("Last probed: proof unreadable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INVALID_KEY_TYPE                                                                  | INVALID_KEY_TYPE
            INVALID key_TYPE                                                                  | INVALID_KEY_TYPE
            harpoon 409 belongs to                                                            | DUPLICATE_REFERENCE
            This operation needs a secret key; the request was made with a public key.        | INVALID_KEY_TYPE
            {"code":"X","message":"This operation needs a secret key; the request was made with a public key."} | INVALID_KEY_TYPE
            """)
    void theServerSearchesAllApis(String asked, String code) throws Exception {
        PortalPage page = search(asked);

        assertThat(page.codes()).containsExactly(code);
        assertThat(page.text()).contains(" 1 code in 1 API ");
    }

    @Test
    void aSearchFindsCodesOfSeveralApisAndKeepsTheirOrder() throws Exception {
        PortalPage page = search("429");

        assertThat(page.codes()).contains("rate_limit_exceeded", "RATE_LIMIT_EXCEEDED", "BURST_LIMIT_EXCEEDED");
        assertThat(page.rows()).allSatisfy(row -> assertThat(row.cells().get(0)).contains("429"));
        assertThat(page.html()).contains("value=\"429\"").doesNotContain("class=\"codes overview\"");
    }

    @Test
    void codesAreFoundByHowTheyStand() throws Exception {
        KeptProof.of("harpoon", address("harpoon"), AT)
                .failed("INVALID_AMOUNT", Verdict.WRONG_CODE, "Another.")
                .keep(proofs);

        assertThat(page("/?state=failed").codes()).containsExactly("INVALID_AMOUNT");
        assertThat(page("/?q=harpoon&state=proven").codes()).hasSize(34);
        assertThat(page("/?q=webhook&state=failed").codes()).isEmpty();
        assertThat(page("/?q=amount").html())
                .contains("<a href=\"/?q=amount&amp;state=failed\">Failed <span class=\"count\">1</span></a>");
        assertThat(page("/?state=nonsense&x&=&q").codes()).hasSizeGreaterThan(100);
    }

    @Test
    void aSearchWithoutResultSaysWhatToTry() throws Exception {
        assertThat(search("kettle").text())
                .contains("No code fits. Try fewer words, a status, or the message as you received it. Show all");
    }

    @Test
    void whatIsAskedForIsTextAndNothingElse() throws Exception {
        PortalPage page = search("\"><script>alert(1)</script>");

        assertThat(page.html())
                .doesNotContain("<script>alert")
                .contains("value=\"&#34;>&lt;script>alert(1)&lt;/script>\"");
        assertThat(search("x".repeat(5_000)).html()).contains("value=\"" + "x".repeat(500) + "\"");
    }

    @Test
    void toThePublicThereAreNoKeysAndNoReasons() throws Exception {
        portal.close();
        start(true);
        KeptProof.of("harpoon", address("harpoon"), AT)
                .failed("INVALID_AMOUNT", Verdict.WRONG_MESSAGE, "The message is 'of the inside'.")
                .keep(proofs);
        Files.writeString(proofs.file("hookbridge"), "no proof");
        PortalPage page = page("/");

        for (Reference reference : Reference.ALL) {
            assertThat(keys(reference).values()).isNotEmpty().noneMatch(page.html()::contains);
        }
        assertThat(page.html()).doesNotContain("of the inside", folder.toString(), "Demo keys", "Bearer eyJ", "{{");
        assertThat(page.row("INVALID_AMOUNT").proof()).isEqualTo("Failed 4 May 2031, 12:00 UTC");
        assertThat(page.row("MISSING_API_KEY").curl()).startsWith("curl -i '" + address("harpoon"));
        assertThat(page.row("INVALID_KEY_TYPE").curl()).isNull();
    }

    @Test
    void nothingComesFromElsewhereAndNothingMayRunThatIsNotItsOwn() throws Exception {
        HttpResponse<String> answer = ask("GET", "/");

        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
        assertThat(answer.body())
                .doesNotContain(" style=", " onclick=")
                .doesNotContainPattern("<script(?! src=\"/(asked|portal)\\.js\"></script>)");
    }

    @ParameterizedTest
    @CsvSource({
        "/site.css, text/css;charset=utf-8",
        "/portal.css, text/css;charset=utf-8",
        "/portal.js, text/javascript;charset=utf-8",
        "/icon.svg, image/svg+xml"
    })
    void whatThePageNeedsIsServed(String path, String type) throws Exception {
        HttpResponse<String> answer = ask("GET", path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
        assertThat(answer.body()).isNotBlank();
    }

    private String elsewhere() {
        StringBuilder text = new StringBuilder("The APIs answer at\n");
        Reference.ALL.forEach(each -> text.append("  " + each.id() + " " + address(each.id()) + "\n"));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/transactions", "/index.html", "/portal.js/", "/a/%2e%2e/etc/passwd"})
    void anotherPathIsRefusedWithTheWayToTheApis(String path) throws Exception {
        HttpResponse<String> answer = ask("GET", path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(answer.body())
                .isEqualTo("The portal has one page, /, and none at " + path.replace("/a/%2e%2e", "") + ".\n"
                        + elsewhere());
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatAreAllowed() throws Exception {
        HttpResponse<String> answer = ask("POST", "/");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(answer.body())
                .isEqualTo("The portal is for reading: it takes GET and HEAD, not POST.\n" + elsewhere());
    }

    @Test
    void headIsAnsweredAsGetIsButWithoutTheBody() throws Exception {
        HttpResponse<String> answer = ask("HEAD", "/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(ask("GET", "/").body().getBytes(StandardCharsets.UTF_8).length);
        assertThat(answer.body()).isEmpty();
    }

    /** Clients of the JDK do not send any of these. */
    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base)) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /?a=%zz HTTP/1.1\r\nHost: x",
                "GET /?q=%zz HTTP/1.1\r\nHost: x",
                "GET /%zz HTTP/1.1\r\nHost: x",
                "GET /%2e%2e/etc/passwd HTTP/1.1\r\nHost: x",
                "GET /?q=<b> HTTP/1.1\r\nHost: x",
                "GET / HTTP/1.1\r\nHost: <b>",
                "GET / HTTP/1.1"
            })
    void whatCannotBeReadIsRefusedInOneSentence(String head) throws Exception {
        assertThat(raw(head).replaceFirst("\r\nDate: [^\r]+", "")).isEqualTo("""
                HTTP/1.1 400 \r
                Content-Type: text/plain;charset=utf-8\r
                Content-Length: 145\r
                Connection: close\r
                \r
                The portal cannot read what was asked: the address, or the head of the request, is not as HTTP has it.\
                 A % stands before two hexadecimal digits.
                """);
        assertThat(page("/").codes()).isNotEmpty();
    }

    @Test
    void severalRequestsMayComeOverOneConnection() throws Exception {
        String answers = raw("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nTRACE / HTTP/1.1\r\nHost: x");

        assertThat(answers.lines().filter(line -> line.startsWith("HTTP/1.1 ")))
                .containsExactly("HTTP/1.1 200 ", "HTTP/1.1 405 ");
        assertThat(answers).endsWith("The portal is for reading: it takes GET and HEAD, not TRACE.\n" + elsewhere());
    }

    @Test
    void itListensOnThisMachineOnly() {
        assertThat(portal.address()).isEqualTo("http://127.0.0.1:" + base + "/");
    }
}
