package dev.errata.core;

import static dev.errata.core.Envelope.Node.constant;
import static dev.errata.core.Envelope.Node.member;
import static dev.errata.core.Envelope.Node.members;
import static dev.errata.core.Envelope.Node.optional;
import static dev.errata.core.Envelope.Node.slot;

import org.jspecify.annotations.NullMarked;

/** A small contract for tests. */
@NullMarked
final class Shop {
    static final Envelope ENVELOPE = new Envelope(
            "application/json",
            members(
                    member("success", constant(false)),
                    member(
                            "error",
                            members(
                                    member("code", slot(Slot.CODE)),
                                    member("message", slot(Slot.MESSAGE)),
                                    member("details", optional(Slot.DETAILS))))));

    static final Code SOLD_OUT = Code.named("SOLD_OUT", "Sold out")
            .detail(new Detail("item", DetailType.STRING, true, false, "item"))
            .detail(new Detail("left", DetailType.INTEGER, true, false, "left"))
            .detail(new Detail("back_at", DetailType.TIMESTAMP, false, false, "back_at"))
            .detail(new Detail("others", DetailType.STRINGS, false, false, "others"))
            .form(Code.MAIN, 409, RetryAdvice.NEVER, "Item {item} has {left} pieces left.")
            .build();

    static final Code LIMITED = Code.named("LIMITED", "Too fast")
            .detail(new Detail("level", DetailType.STRING, false, false, "level"))
            .detail(new Detail("seconds", DetailType.INTEGER, false, false, "retry_after"))
            .form(Code.MAIN, 429, RetryAdvice.WAIT, "Slow down.", Condition.LIMIT_EXCEEDED)
            .build();

    static final Code REFUSED = Code.named("REFUSED", "Refused")
            .form(
                    Code.MAIN,
                    400,
                    RetryAdvice.NEVER,
                    "The request was \"refused\".",
                    Condition.REQUEST,
                    Condition.ABSENT,
                    Condition.CONFLICT)
            .form(
                    "credential",
                    401,
                    RetryAdvice.REAUTHENTICATE,
                    "Show a credential.",
                    Condition.AUTH,
                    Condition.PERMISSION)
            .form("fault", 500, RetryAdvice.BACKOFF, "Our fault.", Condition.SERVER)
            .build();

    static final Catalog CATALOG = catalog(ENVELOPE);

    private Shop() {}

    static Catalog catalog(Envelope envelope) {
        return Catalog.of("Shop", "1.0")
                .envelope(envelope)
                .docUrl("{docs}/errors/{code}")
                .limit("per-minute", 100)
                .code(SOLD_OUT)
                .code(LIMITED)
                .code(REFUSED)
                .build();
    }
}
