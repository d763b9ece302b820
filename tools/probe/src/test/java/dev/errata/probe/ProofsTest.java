package dev.errata.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.catalog.CatalogSource;
import dev.errata.probe.TinyService.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofsTest {
    private static final Instant NOON = Instant.parse("2031-05-04T12:00:00.123Z");
    private static final Instant LATER = Instant.parse("2031-05-05T12:00:00Z");

    private final TinyService service = new TinyService();

    @TempDir
    private Path folder;

    private TinyCatalog catalog;
    private Proofs proofs;

    @BeforeEach
    void write() {
        service.on("/a", Reply.error(404, "ABSENT", "It is not there."));
        service.on("/b", Reply.error(404, "ABSENT", "Another text."));
        catalog = new TinyCatalog(folder.resolve("errors"))
                .page(
                        "ABSENT",
                        "details:\n  hint: { type: string, optional: true, doc: d, example: e }\n"
                                + "variants:\n  - { name: gone, status: 404, retry: never, message: It was here. }\n",
                        "GET {{base}}/a",
                        "### Variant: gone",
                        "GET {{base}}/b")
                .page("BROKEN", "status: 503\nprove: { waiver: nobody can break the disk }\n");
        proofs = new Proofs(folder.resolve("data/proofs"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private ProbeReport run(Set<String> only, Instant at) {
        CatalogSource source = catalog.read();
        Settings settings = Settings.of(source.root(), service.url(), 1).only(only);
        return new Probe(source, settings, ProbeListener.SILENT, () -> at).run();
    }

    @Test
    void aProofIsALineForEachMemberOfEachForm() throws IOException {
        proofs.keep("tiny", run(Set.of(), NOON));

        assertThat(folder.resolve("data/proofs")).isDirectoryContaining("glob:**/tiny.json");
        assertThat(Files.readString(folder.resolve("data/proofs/tiny.json"))).isEqualTo("""
                {
                  "api": "Tiny",
                  "address": "%s",
                  "codes": {
                    "ABSENT": {
                      "at": "2031-05-04T12:00:00Z",
                      "details": {
                        "hint?": "string"
                      },
                      "forms": {
                        "main": {
                          "status": 404,
                          "retry": "never",
                          "message": "It is not there.",
                          "outcome": "PROVEN",
                          "verdict": "PROVEN",
                          "reasons": []
                        },
                        "gone": {
                          "status": 404,
                          "retry": "never",
                          "message": "It was here.",
                          "outcome": "FAILED",
                          "verdict": "WRONG_MESSAGE",
                          "reasons": [
                            "The message is 'Another text.'; ABSENT says 'It was here.'."
                          ]
                        }
                      }
                    },
                    "BROKEN": {
                      "at": "2031-05-04T12:00:00Z",
                      "details": {},
                      "forms": {
                        "main": {
                          "status": 503,
                          "retry": "never",
                          "message": "It is not there.",
                          "outcome": "WAIVED",
                          "verdict": "WAIVED",
                          "reasons": [
                            "nobody can break the disk"
                          ]
                        }
                      }
                    }
                  }
                }
                """.formatted(service.url()));
    }

    @Test
    void whatIsReadIsWhatWasKept() throws IOException {
        proofs.keep("tiny", run(Set.of(), NOON));
        Proof proof = proofs.read("tiny");

        assertThat(proof).isNotNull();
        assertThat(proof.codes()).containsOnlyKeys("ABSENT", "BROKEN");
        Proof.OfCode absent = proof.codes().get("ABSENT");
        assertThat(absent.at()).isEqualTo("2031-05-04T12:00:00Z");
        assertThat(absent.forms().keySet()).containsExactly("main", "gone");
        assertThat(absent.outcome()).isEqualTo(Proof.Outcome.FAILED);
        assertThat(proof.codes().get("BROKEN").outcome()).isEqualTo(Proof.Outcome.WAIVED);
        assertThat(absent.forms().get("main"))
                .isEqualTo(new Proof.OfForm(
                        404, "never", "It is not there.", Proof.Outcome.PROVEN, Verdict.PROVEN, List.of()));
    }

    @Test
    void whatWasSeenOnTheWayFailsTheFormAndIsAReason() throws IOException {
        service.on("/seen", Reply.error(404, "ABSENT", "It is not there.", "Content-Type: text/html"));
        catalog.page("ABSENT", "", "GET {{base}}/seen");
        proofs.keep("tiny", run(Set.of("ABSENT"), NOON));

        assertThat(proofs.read("tiny").codes().get("ABSENT").forms().get("main"))
                .isEqualTo(new Proof.OfForm(
                        404,
                        "never",
                        "It is not there.",
                        Proof.Outcome.FAILED,
                        Verdict.PROVEN,
                        List.of("Content-Type is 'text/html'; errors have 'application/json'.")));
    }

    @Test
    void aRunOfSomeCodesLeavesTheOthersAsTheyWere() throws IOException {
        catalog.page("OLD", "", "GET {{base}}/a");
        proofs.keep("tiny", run(Set.of(), NOON));
        catalog.page("OLD", "state: retired\n");
        proofs.keep("tiny", run(Set.of("BROKEN", "ABSENT"), LATER));
        catalog.page("OLD", "", "GET {{base}}/a");
        proofs.keep("tiny", run(Set.of("ABSENT"), LATER.plusSeconds(60)));

        assertThat(proofs.read("tiny").codes().entrySet())
                .extracting(code -> code.getKey() + " " + code.getValue().at())
                .containsExactly("ABSENT 2031-05-05T12:01:00Z", "BROKEN 2031-05-05T12:00:00Z");
    }

    @Test
    void aRunOfSomeCodesElsewhereSaysNothingOfTheOthers() throws IOException {
        proofs.keep("tiny", run(Set.of(), NOON));
        try (TinyService other = new TinyService()) {
            other.on("/a", Reply.error(404, "ABSENT", "It is not there."));
            CatalogSource source = catalog.read();
            Settings settings = Settings.of(source.root(), other.url(), 1).only(Set.of("ABSENT"));
            proofs.keep("tiny", new Probe(source, settings, ProbeListener.SILENT, () -> LATER).run());
            assertThat(proofs.read("tiny").address()).isEqualTo(other.url());
        }
        assertThat(proofs.read("tiny").codes()).containsOnlyKeys("ABSENT");
    }

    @Test
    void thereIsNoProofBeforeTheFirstRun() throws IOException {
        assertThat(proofs.read("tiny")).isNull();
    }

    @Test
    void aFileThatHoldsNoProofIsNamedAndWrittenAnew() throws IOException {
        Files.createDirectories(folder.resolve("data/proofs"));
        Path file = Files.writeString(folder.resolve("data/proofs/tiny.json"), "{\"api\": \"Tiny\", \"addr");

        assertThatThrownBy(() -> proofs.read("tiny"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " holds no proof: ");

        proofs.keep("tiny", run(Set.of("ABSENT"), NOON));
        assertThat(proofs.read("tiny").codes()).containsOnlyKeys("ABSENT");
    }

    @Test
    void aFileThatLacksWhatAProofHasHoldsNone() throws IOException {
        Files.createDirectories(folder.resolve("data/proofs"));
        for (String text : new String[] {
            "",
            "null",
            "[]",
            "{}",
            "{\"api\":\"Tiny\",\"address\":\"x\",\"codes\":{\"A\":null}}",
            "{\"api\":\"Tiny\",\"address\":\"x\",\"codes\":{\"A\":{\"at\":\"2031-05-04T12:00:00Z\"}}}"
        }) {
            Files.writeString(proofs.file("tiny"), text);
            assertThatThrownBy(() -> proofs.read("tiny"))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(proofs.file("tiny") + " holds no proof: ");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Files.writeString(folder.resolve("data"), "a file");

        assertThatThrownBy(() -> proofs.keep("tiny", run(Set.of("ABSENT"), NOON)))
                .isInstanceOf(IOException.class);
        assertThat(folder.resolve("data")).isRegularFile();
    }
}
