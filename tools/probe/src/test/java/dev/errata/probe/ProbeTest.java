package dev.errata.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.catalog.CatalogSource;
import dev.errata.core.ToolError;
import dev.errata.probe.TinyService.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
    private final TinyService service = new TinyService();

    @TempDir
    private Path folder;

    private TinyCatalog catalog;

    @BeforeEach
    void write() {
        catalog = new TinyCatalog(folder);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void pagesRunInAnOrderThatTheSeedDecides() {
        for (String code : new String[] {"A", "B", "C", "D", "E", "F"}) {
            service.on("/" + code, Reply.error(404, code, "It is not there."));
            catalog.page(code, "", "GET {{base}}/" + code);
        }
        catalog.probe(service);
        String first = String.join(" ", service.log);
        service.log.clear();
        catalog.probe(service);

        assertThat(service.log)
                .hasSize(6)
                .isNotEqualTo(service.log.stream().sorted().toList());
        assertThat(String.join(" ", service.log)).isEqualTo(first);
    }

    @Test
    void everyFormOfACodeIsRunFromItsOwnFixture() {
        catalog.root(TinyCatalog.ROOT + "probe: { control-url: \"{base}/_control\", fixture: account }\n");
        service.on("/_control/fixtures/account", Reply.of(200, "{}"));
        service.on("/a", Reply.error(404, "ABSENT", "It is not there."));
        service.on("/b", Reply.error(410, "ABSENT", "Gone."));
        catalog.page(
                "ABSENT",
                "variants:\n  - { name: gone, status: 410, retry: never, message: Gone. }\n",
                "GET {{base}}/a",
                "### Variant: gone",
                "GET {{base}}/b");

        ProbeReport report = catalog.probe(service);

        assertThat(report.codes().get(0).proven()).isTrue();
        assertThat(report.codes().get(0).forms()).hasSize(2);
        assertThat(service.log)
                .containsExactly(
                        "POST /_control/fixtures/account {}", "GET /a", "POST /_control/fixtures/account {}", "GET /b");
    }

    @Test
    void everyNameThatCallersArePinnedToIsProvenToo() {
        renamed(day -> day == null ? "NEWER" : day.equals("2026-05-31") ? "NEW" : "OLD");

        ProbeReport report = catalog.probe(service);

        assertThat(report.failures()).isEmpty();
        assertThat(report.codes().get(0).forms())
                .extracting(FormResult::name)
                .containsExactly("NEWER › main", "NEWER › main as NEW", "NEWER › main as OLD");
        assertThat(report.planned()).isEqualTo(3);
    }

    @Test
    void aServiceThatForgetsPinnedCallersIsToldTheNameThatTheyKnow() {
        renamed(day -> "NEWER");

        CodeResult result = catalog.probe(service).codes().get(0);

        assertThat(result.proven()).isFalse();
        FormResult pinned = result.forms().get(2);
        assertThat(pinned.verdict()).isEqualTo(Verdict.WRONG_CODE);
        assertThat(pinned.reasons())
                .containsExactly(
                        "The code is NEWER; the page is NEWER, which who sent this request still knows as OLD.");
        assertThat(pinned.observations())
                .extracting(Observation::text)
                .containsExactly("The code NEWER came to a caller who is pinned to a day when it was OLD.");
    }

    private void renamed(UnaryOperator<@Nullable String> name) {
        catalog.root(TinyCatalog.ROOT + "version-header: Tiny-Version\n");
        catalog.page("NEWER", "aliases: { NEW: 2026-06-01, OLD: 2025-01-01 }\n", "GET {{base}}/a\nAccept: */*");
        service.on(
                "/a",
                (exchange, body) -> Reply.error(
                        404, name.apply(exchange.getRequestHeaders().getFirst("Tiny-Version")), "It is not there."));
    }

    @Test
    void aCodeWithOneUnprovenFormIsNotProven() {
        service.on("/a", Reply.error(404, "ABSENT", "It is not there."));
        catalog.page(
                "ABSENT",
                "variants:\n  - { name: gone, status: 410, retry: never, message: Gone. }\n",
                "GET {{base}}/a",
                "### Variant: gone",
                "GET {{base}}/a");

        CodeResult result = catalog.probe(service).codes().get(0);

        assertThat(result.proven()).isFalse();
        assertThat(result.failed()).isTrue();
    }

    @Test
    void retiredPagesAreListedAndNotRun() {
        service.on("/a", Reply.error(404, "ABSENT", "It is not there."));
        catalog.page("ABSENT", "", "GET {{base}}/a").page("OLD", "state: retired\n", "GET {{base}}/old");

        ProbeReport report = catalog.probe(service);

        assertThat(report.retired()).extracting(page -> page.code()).containsExactly("OLD");
        assertThat(service.log).containsExactly("GET /a");
    }

    @Test
    void aCatalogWithoutActivePagesIsRefused() {
        catalog.page("OLD", "state: retired\n", "GET {{base}}/old");
        assertRefused(
                ToolError.NOTHING_TO_PROVE,
                "There is nothing to prove: " + folder + " has no active page. "
                        + "Write one page for each error into its folder codes.");
    }

    @Test
    void aCatalogWithoutExamplesIsRefused() {
        catalog.page("ABSENT", "prove: { waiver: never mind }\n");
        assertRefused(
                ToolError.NOTHING_TO_PROVE,
                "There is nothing to run: no page of " + folder
                        + " has an example. Write the request that provokes the error under '## Example' of each page.");
    }

    @Test
    void anAddressWhereNobodyListensIsRefused() {
        catalog.page("ABSENT", "", "GET {{base}}/a");
        service.close();
        assertRefused(
                ToolError.NOBODY_ANSWERS,
                "Nothing answers at " + service.url() + ". Start the service, or say with --base-url where it is.");
    }

    @Test
    void anotherMachineIsRefusedUnlessAllowed() {
        catalog.page("ABSENT", "", "GET {{base}}/a");
        CatalogSource source = catalog.read();
        assertThatThrownBy(() -> new Probe(
                                source, Settings.of(source.root(), "http://192.0.2.1/", 1), ProbeListener.SILENT)
                        .run())
                .isInstanceOf(ProbeException.class)
                .hasMessage("http://192.0.2.1 is another machine, and examples change what they find there. "
                        + "If it is a test service, allow it with --allow-remote.")
                .extracting("error")
                .isEqualTo(ToolError.OTHER_MACHINE);
    }

    @Test
    void anUnreadableAddressIsRefused() {
        catalog.page("ABSENT", "", "GET {{base}}/a");
        CatalogSource source = catalog.read();
        assertThatThrownBy(() ->
                        new Probe(source, Settings.of(source.root(), "localhost:80", 1), ProbeListener.SILENT).run())
                .isInstanceOf(ProbeException.class)
                .hasMessage("'localhost:80' is not an address to send to. It must begin with http:// or https://.")
                .extracting("error")
                .isEqualTo(ToolError.ADDRESS_UNUSABLE);
    }

    @Test
    void withoutAnyAddressThereIsNothingToProbe() {
        catalog.page("ABSENT", "", "GET {{base}}/a");
        CatalogSource source = catalog.read();
        assertThatThrownBy(() -> Settings.of(source.root(), null, 1))
                .isInstanceOf(ProbeException.class)
                .hasMessage("No address to probe: " + folder.resolve("errata.yaml")
                        + " has no probe.base-url. Write one there, or give --base-url.")
                .extracting("error")
                .isEqualTo(ToolError.ADDRESS_UNUSABLE);
    }

    @Test
    void anUnknownCodeToRunIsRefused() {
        catalog.page("ABSENT", "", "GET {{base}}/a");
        CatalogSource source = catalog.read();
        assertThatThrownBy(() -> new Probe(
                                source,
                                Settings.of(source.root(), service.url(), 1).only(Set.of("ABSENCE")),
                                ProbeListener.SILENT)
                        .run())
                .isInstanceOf(ProbeException.class)
                .hasMessage(
                        "The catalog of Tiny has no active code ABSENCE. Did you mean 'ABSENT'? 'errata list <catalog>' prints its codes.")
                .extracting("error")
                .isEqualTo(ToolError.NAME_UNKNOWN);
    }

    @Test
    void theSelfTestCatchesEveryWrongAnswer() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        boolean passed = SelfTest.run(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                  ✓ nothing: PROVEN
                  ✓ the request succeeds: NOT_PROVOKED
                  ✓ the status is 400: WRONG_STATUS
                  ✓ another code: WRONG_CODE
                  ✓ the body is HTML: WRONG_ENVELOPE
                  ✓ a member more: WRONG_ENVELOPE
                  ✓ a detail is text: WRONG_DETAILS
                  ✓ the message differs: WRONG_MESSAGE
                  ✓ no Retry-After: MISSING_HEADER
                  ✓ no request id: REQUEST_ID
                  ✓ the message shows a stack frame: LEAK
                11 of 11 self-tests passed
                """);
        assertThat(passed).isTrue();
    }

    private void assertRefused(ToolError error, String message) {
        assertThatThrownBy(() -> catalog.probe(service))
                .isInstanceOf(ProbeException.class)
                .hasMessage(message)
                .extracting("error")
                .isEqualTo(error);
    }
}
