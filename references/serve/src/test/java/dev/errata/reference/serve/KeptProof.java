package dev.errata.reference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.probe.Proof;
import dev.errata.probe.Proofs;
import dev.errata.probe.Verdict;
import dev.errata.reference.serve.ApiCatalog.ApiCode;
import dev.errata.reference.serve.ApiCatalog.ApiForm;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The proof of a reference as a probe would keep it, but for what a test says otherwise. */
final class KeptProof {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String reference;
    private final String address;
    private final ApiCatalog catalog;
    private final Map<String, Proof.OfCode> codes = new TreeMap<>();

    private KeptProof(String reference, String address) {
        this.reference = reference;
        this.address = address;
        this.catalog = ApiCatalog.of(reference);
    }

    /** All active codes proven at a time. */
    static KeptProof of(String reference, String address, String at) {
        KeptProof proof = new KeptProof(reference, address);
        for (ApiCode code : proof.catalog.codes()) {
            if (!code.retired()) {
                Map<String, Proof.OfForm> forms = new LinkedHashMap<>();
                code.proofs()
                        .forEach((name, form) ->
                                forms.put(name, form(form, form.message(), Proof.Outcome.PROVEN, Verdict.PROVEN)));
                proof.codes.put(code.code(), new Proof.OfCode(Instant.parse(at), code.detailTypes(), forms));
            }
        }
        return proof;
    }

    private static Proof.OfForm form(
            ApiForm form, String message, Proof.Outcome outcome, Verdict verdict, String... reasons) {
        return new Proof.OfForm(form.number(), form.retry(), message, outcome, verdict, List.of(reasons));
    }

    KeptProof without(String code) {
        codes.remove(code);
        return this;
    }

    KeptProof failed(String code, Verdict verdict, String... reasons) {
        return main(code, form(main(code), main(code).message(), Proof.Outcome.FAILED, verdict, reasons));
    }

    KeptProof waived(String code, String reason) {
        return main(code, form(main(code), main(code).message(), Proof.Outcome.WAIVED, Verdict.WAIVED, reason));
    }

    /** The page said something else when it was run. */
    KeptProof withMessage(String code, String message) {
        return main(code, form(main(code), message, Proof.Outcome.PROVEN, Verdict.PROVEN));
    }

    KeptProof withDetails(String code, Map<String, String> details) {
        Proof.OfCode kept = codes.get(code);
        codes.put(code, new Proof.OfCode(kept.at(), details, kept.forms()));
        return this;
    }

    /** As it was run before the code was renamed, or by a prober that knew nothing of it. */
    KeptProof withoutForm(String code, String form) {
        Proof.OfCode kept = codes.get(code);
        Map<String, Proof.OfForm> forms = new LinkedHashMap<>(kept.forms());
        assertThat(forms.remove(form)).isNotNull();
        codes.put(code, new Proof.OfCode(kept.at(), kept.details(), forms));
        return this;
    }

    private KeptProof main(String code, Proof.OfForm form) {
        Proof.OfCode kept = codes.get(code);
        Map<String, Proof.OfForm> forms = new LinkedHashMap<>(kept.forms());
        forms.put("main", form);
        codes.put(code, new Proof.OfCode(kept.at(), kept.details(), forms));
        return this;
    }

    private ApiForm main(String code) {
        return catalog.codes().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow()
                .forms()
                .get(0);
    }

    void keep(Proofs proofs) throws IOException {
        Files.createDirectories(proofs.folder());
        Files.writeString(proofs.file(reference), MAPPER.writeValueAsString(new Proof(catalog.api(), address, codes)));
    }
}
