package dev.errata.reference.serve;

import dev.errata.probe.Proof;
import dev.errata.reference.serve.ApiCatalog.ApiCode;
import dev.errata.reference.serve.ApiCatalog.ApiForm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a code stands, as far as the kept proofs say.
 *
 * @param state in one word
 * @param at when it was last run, null when never
 * @param reasons why it failed or is waived
 */
record Standing(State state, @Nullable Instant at, List<String> reasons) {
    /** How it may be, the worst first. A code has changed when its page says something else than when it was run. */
    enum State {
        FAILED("failed", "Failed"),
        UNREADABLE("unreadable", "Proof unreadable"),
        CHANGED("changed", "Changed since"),
        NEVER("never-probed", "Never probed"),
        WAIVED("waived", "Waived"),
        PROVEN("proven", "Proven"),
        RETIRED("retired", "Retired");

        private final String word;
        private final String label;

        State(String word, String label) {
            this.word = word;
            this.label = label;
        }

        /** For addresses and the stylesheet. */
        String word() {
            return word;
        }

        /** For people. */
        String label() {
            return label;
        }
    }

    /** Where the file of the proof cannot be read. */
    static Standing unreadable(ApiCode code) {
        return new Standing(code.retired() ? State.RETIRED : State.UNREADABLE, null, List.of());
    }

    static Standing of(ApiCode code, @Nullable Proof proof) {
        if (code.retired()) {
            return new Standing(State.RETIRED, null, List.of());
        }
        Proof.OfCode kept = proof == null ? null : proof.codes().get(code.code());
        if (kept == null) {
            return new Standing(State.NEVER, null, List.of());
        }
        if (!saysTheSame(code, kept)) {
            return new Standing(State.CHANGED, kept.at(), List.of());
        }
        return switch (kept.outcome()) {
            case PROVEN -> new Standing(State.PROVEN, kept.at(), List.of());
            case WAIVED -> new Standing(State.WAIVED, kept.at(), reasons(kept, Proof.Outcome.WAIVED));
            case FAILED -> new Standing(State.FAILED, kept.at(), reasons(kept, Proof.Outcome.FAILED));
        };
    }

    /** Whether the page says today what it said when it was run. */
    private static boolean saysTheSame(ApiCode code, Proof.OfCode kept) {
        Map<String, ApiForm> now = code.proofs();
        return code.detailTypes().equals(kept.details())
                && now.keySet().equals(kept.forms().keySet())
                && now.entrySet().stream()
                        .allMatch(form ->
                                saysTheSame(form.getValue(), kept.forms().get(form.getKey())));
    }

    private static boolean saysTheSame(ApiForm form, Proof.@Nullable OfForm then) {
        return then != null
                && form.number() == then.status()
                && form.retry().equals(then.retry())
                && form.message().equals(then.message());
    }

    private static List<String> reasons(Proof.OfCode kept, Proof.Outcome outcome) {
        boolean one = kept.forms().size() == 1;
        return kept.forms().entrySet().stream()
                .filter(form -> form.getValue().outcome() == outcome)
                .flatMap(form -> reasons(form.getValue()).map(reason -> one ? reason : form.getKey() + ": " + reason))
                .toList();
    }

    private static Stream<String> reasons(Proof.OfForm form) {
        return form.reasons().isEmpty() ? Stream.of(form.verdict().words()) : form.reasons().stream();
    }
}
