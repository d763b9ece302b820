package dev.errata.probe;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Page;
import dev.errata.core.ToolError;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs the examples of a catalog against a live service, one after the other in shuffled order.
 *
 * <p>A probe may be run several times, by one thread at a time.
 */
public final class Probe {
    private final CatalogSource catalog;
    private final Settings settings;
    private final ProbeListener listener;
    private final InstantSource clock;

    /** Prepares a run that tells the listener how it goes. */
    public Probe(CatalogSource catalog, Settings settings, ProbeListener listener) {
        this(catalog, settings, listener, InstantSource.system());
    }

    Probe(CatalogSource catalog, Settings settings, ProbeListener listener, InstantSource clock) {
        this.catalog = catalog;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Provokes every error.
     *
     * @throws NobodyAnswersException when nothing listens at the base address
     * @throws ProbeException when there is nothing to run, or it may not be run there
     */
    public ProbeReport run() {
        List<Page> pages = chosen();
        Wire wire = wire();
        PageRun run = new PageRun(catalog, settings, wire, clock);
        Collections.shuffle(pages, new Random(settings.seed()));
        listener.begins(catalog.root().api(), settings, pages.size());
        List<CodeResult> results = new ArrayList<>();
        run.restore();
        for (Page page : pages) {
            listener.begins(page);
            CodeResult result = run.run(page);
            results.add(result);
            listener.ends(result);
        }
        run.restore();
        results.sort(Comparator.comparing(result -> result.page().code()));
        ProbeReport report = new ProbeReport(
                catalog.root().api(),
                settings.baseUrl(),
                clock.instant(),
                settings.seed(),
                results,
                catalog.pages().stream().filter(Page::retired).toList(),
                catalog.active().stream()
                        .filter(page -> !pages.contains(page))
                        .map(Page::code)
                        .toList(),
                wire.sent());
        listener.ends(report);
        return report;
    }

    private List<Page> chosen() {
        Set<String> unknown = new TreeSet<>(settings.only());
        List<Page> pages = new ArrayList<>();
        for (Page page : catalog.active()) {
            if (settings.only().isEmpty() || unknown.remove(page.code())) {
                pages.add(page);
            }
        }
        if (!unknown.isEmpty()) {
            List<String> codes = catalog.active().stream().map(Page::code).toList();
            String guesses =
                    unknown.stream().map(code -> Nearest.question(code, codes)).collect(Collectors.joining());
            throw new ProbeException(
                    ToolError.NAME_UNKNOWN,
                    "The catalog of " + catalog.root().api() + " has no active code " + String.join(", ", unknown) + "."
                            + guesses + " 'errata list <catalog>' prints its codes.");
        }
        if (pages.isEmpty()) {
            throw new ProbeException(
                    ToolError.NOTHING_TO_PROVE,
                    "There is nothing to prove: " + catalog.folder()
                            + " has no active page. Write one page for each error into its folder codes.");
        }
        if (pages.stream().allMatch(page -> page.examples().isEmpty())) {
            throw new ProbeException(
                    ToolError.NOTHING_TO_PROVE,
                    "There is nothing to run: no page of " + catalog.folder()
                            + " has an example. Write the request that provokes the error under '## Example' of each page.");
        }
        return pages;
    }

    private Wire wire() {
        try {
            Wire wire = new Wire(settings);
            Address base = Address.of(settings.baseUrl());
            if (!wire.allows(base)) {
                throw new ProbeException(
                        ToolError.OTHER_MACHINE,
                        settings.baseUrl() + " is another machine, and examples change what they "
                                + "find there. If it is a test service, allow it with --allow-remote.");
            }
            if (!wire.listens(base)) {
                throw new NobodyAnswersException(settings.baseUrl());
            }
            return wire;
        } catch (IllegalArgumentException unreadable) {
            throw new ProbeException(ToolError.ADDRESS_UNUSABLE, String.valueOf(unreadable.getMessage()));
        }
    }
}
