package dev.errata.probe;

import dev.errata.catalog.CatalogSource;
import dev.errata.catalog.Example;
import dev.errata.catalog.Page;
import dev.errata.catalog.Root;
import dev.errata.core.Actor;
import dev.errata.core.Catalog;
import dev.errata.core.DetailType;
import dev.errata.core.Envelope;
import dev.errata.core.Envelope.Node;
import dev.errata.core.RetryAdvice;
import dev.errata.core.Slot;
import dev.errata.core.Statuses;
import dev.errata.core.Surface;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The catalog of the self-test: one page, provoked at a path. */
final class SelfTestCatalog {
    private static final Path FOLDER = Path.of("self-test");

    private SelfTestCatalog() {}

    static CatalogSource provokedAt(String path) {
        Envelope envelope = new Envelope(
                "application/json",
                Node.members(Node.member(
                        "error",
                        Node.members(
                                Node.member("code", Node.slot(Slot.CODE)),
                                Node.member("message", Node.slot(Slot.MESSAGE)),
                                Node.member("details", Node.optional(Slot.DETAILS))))));
        Root root = new Root(
                FOLDER.resolve("errata.yaml"),
                "Self-test",
                "1.0",
                "",
                null,
                null,
                ".*",
                List.of(),
                new Catalog.RequestId("X-Request-Id", "req_"),
                envelope,
                Map.of(),
                new Root.ProbeSettings(null, null, null, Map.of(), Map.of()));
        return new CatalogSource(FOLDER, root, List.of(page(path)));
    }

    private static Page page(String path) {
        Example.Step step =
                new Example.Step(1, List.of(), "GET", "{{base}}/" + path, List.of(), null, "GET {{base}}/" + path);
        return new Page(
                FOLDER.resolve("codes/SELF_TEST.md"),
                "SELF_TEST",
                "Self-test",
                null,
                Surface.RESPONSE,
                false,
                null,
                List.of(new Page.Form(
                        "main",
                        1,
                        429,
                        RetryAdvice.WAIT,
                        Actor.CALLER,
                        "Wait {seconds} seconds.",
                        List.of(),
                        Statuses.NONE)),
                List.of(new Page.DetailDoc("seconds", 1, DetailType.INTEGER, true, false, "seconds", "", 7)),
                List.of(),
                "1.0",
                false,
                null,
                null,
                new Page.Prose("", "", "", "", ""),
                List.of(new Example("main", List.of(step))));
    }
}
