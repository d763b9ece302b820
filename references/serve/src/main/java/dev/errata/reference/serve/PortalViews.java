package dev.errata.reference.serve;

import dev.errata.probe.Proof;
import dev.errata.probe.Proofs;
import dev.errata.reference.serve.ApiCatalog.ApiCode;
import dev.errata.reference.serve.ApiCatalog.ApiForm;
import dev.errata.reference.serve.PortalView.Api;
import dev.errata.reference.serve.PortalView.Filter;
import dev.errata.reference.serve.PortalView.Group;
import dev.errata.reference.serve.PortalView.Overview;
import dev.errata.reference.serve.PortalView.Row;
import dev.errata.reference.serve.PortalView.Tally;
import dev.errata.reference.serve.Standing.State;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts catalogs and kept proofs together. Thread-safe; the proofs are read again for each view. */
final class PortalViews {
    private final List<Served> apis;
    private final Proofs proofs;
    private final boolean open;
    private final Function<Reference, Map<String, String>> demoKeys;
    private final IntPredicate listens;
    private final int base;

    /** What does not change while the portal runs. */
    private record Served(Reference reference, String address, ApiCatalog catalog) {}

    /** A code and how it stands. */
    private record Found(ApiCode code, Standing standing) {}

    /** An API as the proofs have it now. */
    private record Judged(
            Served api,
            boolean running,
            @Nullable Proof proof,
            @Nullable String unreadable,
            List<Found> codes) {
        Tally tally(Predicate<ApiCode> which) {
            return Tally.of(codes.stream()
                    .filter(found -> which.test(found.code()))
                    .map(found -> found.standing().state())
                    .toList());
        }

        @Nullable
        Instant last() {
            return codes.stream()
                    .map(found -> found.standing().at())
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /**
     * Views of these APIs.
     *
     * @param base the first port
     * @param open whether everybody may see the page: keys, and what came when a code failed, are then left out
     * @param demoKeys the keys of an API that hold now; none while it does not run
     * @param listens whether anything does at a port of this machine, asked for each view
     */
    PortalViews(
            List<Reference> references,
            int base,
            Proofs proofs,
            boolean open,
            Function<Reference, Map<String, String>> demoKeys,
            IntPredicate listens) {
        this.apis = references.stream()
                .map(reference -> new Served(
                        reference, "http://127.0.0.1:" + reference.port(base), ApiCatalog.of(reference.id())))
                .toList();
        this.proofs = proofs;
        this.open = open;
        this.demoKeys = demoKeys;
        this.listens = listens;
        this.base = base;
    }

    PortalView view(Query query) {
        List<Judged> judged = apis.stream().map(this::judge).toList();
        List<Api> shown = judged.stream()
                .map(api -> api(api, query))
                .filter(api -> query.all() || !api.groups().isEmpty())
                .toList();
        int found = shown.stream()
                .flatMap(api -> api.groups().stream())
                .mapToInt(group -> group.rows().size())
                .sum();
        return new PortalView(
                query, shown, judged.stream().map(PortalViews::overview).toList(), filters(judged, query), found);
    }

    private Judged judge(Served api) {
        Proof proof = null;
        String unreadable = null;
        try {
            proof = proofs.read(api.reference().id());
        } catch (IOException e) {
            unreadable = "The file of its proof cannot be read"
                    + (open ? "" : " (" + proofs.file(api.reference().id()) + ")") + "; 'errata probe "
                    + api.reference().id() + "' writes it anew.";
        }
        List<Found> codes = new ArrayList<>();
        for (ApiCode code : api.catalog().codes()) {
            codes.add(new Found(code, unreadable == null ? Standing.of(code, proof) : Standing.unreadable(code)));
        }
        return new Judged(api, listens.test(api.reference().port(base)), proof, unreadable, codes);
    }

    private static boolean documented(ApiCode code) {
        return !code.retired() && !code.platform();
    }

    private static boolean ofPlatform(ApiCode code) {
        return !code.retired() && code.platform();
    }

    private static Overview overview(Judged judged) {
        return new Overview(
                judged.api().reference().id(),
                judged.api().catalog().api(),
                judged.api().address(),
                judged.running(),
                judged.tally(PortalViews::documented),
                judged.tally(PortalViews::ofPlatform),
                judged.last(),
                judged.unreadable() == null ? "never" : "proof unreadable");
    }

    private static List<Filter> filters(List<Judged> judged, Query query) {
        List<Found> found = judged.stream()
                .flatMap(api -> api.codes().stream()
                        .filter(code -> query.finds(api.api().catalog().api(), code.code())))
                .toList();
        List<Filter> filters = new ArrayList<>();
        filters.add(new Filter("All", "all", found.size(), query.href(null), query.state() == null));
        for (State state : State.values()) {
            int count = (int) found.stream()
                    .filter(code -> code.standing().state() == state)
                    .count();
            if (count > 0 || query.state() == state) {
                filters.add(new Filter(state.label(), state.word(), count, query.href(state), query.state() == state));
            }
        }
        return filters;
    }

    private Api api(Judged judged, Query query) {
        Served api = judged.api();
        // Made for each view, because tokens do not live as long as the portal.
        Map<String, String> keys = open ? Map.of() : demoKeys.apply(api.reference());
        Curl curl = new Curl(api.address(), Reference.demoValues(keys));
        return new Api(
                api.reference().id(),
                api.catalog().api(),
                api.catalog().version(),
                api.catalog().description(),
                api.address(),
                api.address() + "/errors/",
                Stream.of(start(judged), notice(judged))
                        .filter(sentence -> !sentence.isEmpty())
                        .collect(Collectors.joining(" ")),
                keys,
                keys.isEmpty() ? null : api.reference().instructiveCurl(api.address(), keys),
                Stream.of(
                                group("Codes of the API", false, judged, curl, query, PortalViews::documented),
                                group("Platform codes", query.all(), judged, curl, query, PortalViews::ofPlatform),
                                group("Retired codes", query.all(), judged, curl, query, ApiCode::retired))
                        .filter(group -> !group.rows().isEmpty())
                        .toList());
    }

    private String start(Judged judged) {
        return judged.running()
                ? ""
                : "Not started; 'errata serve " + judged.api().reference().id()
                        + (base == Serve.USUAL_BASE ? "" : " --port " + base) + "' starts it.";
    }

    private static String notice(Judged judged) {
        String id = judged.api().reference().id();
        Proof proof = judged.proof();
        if (judged.unreadable() != null) {
            return judged.unreadable();
        }
        if (proof == null) {
            return "Never probed; 'errata probe " + id + "' proves its codes.";
        }
        return proof.address().equals(judged.api().address())
                ? ""
                : "Probed at " + proof.address() + ", not at the address of this run.";
    }

    private Group group(
            String heading, boolean folded, Judged judged, Curl curl, Query query, Predicate<ApiCode> which) {
        List<Row> rows = judged.codes().stream()
                .filter(found -> which.test(found.code()))
                .filter(found -> query.state() == null || found.standing().state() == query.state())
                .filter(found -> query.finds(judged.api().catalog().api(), found.code()))
                .sorted(Comparator.comparing(
                                (Found found) -> found.code().forms().get(0).number())
                        .thenComparing(found -> found.code().code()))
                .map(found -> row(judged.api(), curl, found))
                .toList();
        return new Group(heading, folded, rows);
    }

    private Row row(Served api, Curl curl, Found found) {
        ApiCode code = found.code();
        Standing standing = found.standing();
        return new Row(
                code.code(),
                api.address() + "/errors/" + code.code(),
                code.title(),
                code.forms().stream().map(ApiForm::number).distinct().sorted().toList(),
                code.forms().stream().map(ApiForm::retry).distinct().toList(),
                open ? new Standing(standing.state(), standing.at(), List.of()) : standing,
                code.retired() ? null : curl.of(code));
    }
}
