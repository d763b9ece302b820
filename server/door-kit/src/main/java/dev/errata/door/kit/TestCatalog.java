package dev.errata.door.kit;

import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.Detail;
import dev.errata.core.DetailType;
import dev.errata.core.Envelope;
import dev.errata.core.Envelope.Node;
import dev.errata.core.Fact;
import dev.errata.core.RetryAdvice;
import dev.errata.core.Slot;
import java.lang.System.Logger.Level;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A catalog with one code for each condition, named after it, whose details are all the facts that it has. */
public final class TestCatalog {
    /** A code with a detail, a variant of none, earlier names, and a log level. */
    public static final Code TEAPOT = Code.named("teapot", "A teapot")
            .detail(new Detail("colour", DetailType.STRING, true, false, "colour"))
            .alias("urn", LocalDate.parse("2024-01-01"))
            .alias("kettle", LocalDate.parse("2026-06-01"))
            .log(Level.INFO)
            .form(Code.MAIN, 418, RetryAdvice.NEVER, "The pot is {colour}.")
            .build();

    private TestCatalog() {}

    /** The catalog. */
    public static Catalog build() {
        Catalog.Builder catalog = Catalog.of("Fifty Ways", "1.0")
                .docUrl("{docs}/errors/{code}")
                .versionHeader("API-Version")
                .envelope(new Envelope(
                        "application/json",
                        Node.members(
                                Node.member("success", Node.slot(Slot.SUCCESS)),
                                Node.member(
                                        "error",
                                        Node.members(
                                                Node.member("code", Node.slot(Slot.CODE)),
                                                Node.member("message", Node.slot(Slot.MESSAGE)),
                                                Node.member("doc_url", Node.optional(Slot.DOC_URL)),
                                                Node.member("details", Node.optional(Slot.DETAILS)),
                                                Node.member("request_id", Node.slot(Slot.REQUEST_ID)))))))
                .code(TEAPOT);
        for (Condition condition : Condition.values()) {
            catalog.code(code(condition));
        }
        return catalog.build();
    }

    /** The code of a condition. */
    public static String code(String condition) {
        return condition.replace('.', '_').replace('-', '_');
    }

    private static Code code(Condition condition) {
        List<Fact> facts =
                Arrays.stream(Fact.values()).filter(condition::supplies).toList();
        String placeholders = facts.stream()
                .filter(fact -> fact.type() == DetailType.STRING)
                .map(fact -> " {" + fact.id() + "}")
                .collect(Collectors.joining());
        Code.Builder code = Code.named(code(condition.id()), "The title of " + condition.id());
        facts.forEach(fact -> code.detail(new Detail(fact.id(), fact.type(), true, false, fact.id())));
        return code.form(Code.MAIN, condition.status(), RetryAdvice.NEVER, "Refused:" + placeholders + ".", condition)
                .build();
    }
}
