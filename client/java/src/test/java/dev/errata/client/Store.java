package dev.errata.client;

import dev.errata.core.Catalog;
import dev.errata.core.Code;
import dev.errata.core.Condition;
import dev.errata.core.Detail;
import dev.errata.core.DetailType;
import dev.errata.core.Envelope;
import dev.errata.core.Envelope.Node;
import dev.errata.core.RetryAdvice;
import dev.errata.core.Slot;

/** A small contract with one code for each advice, an alias and a secret. */
final class Store {
    static final Catalog CATALOG = Catalog.of("Store", "1.0")
            .envelope(new Envelope(
                    "application/json",
                    Node.members(Node.member(
                            "error",
                            Node.members(
                                    Node.member("code", Node.slot(Slot.CODE)),
                                    Node.member("message", Node.slot(Slot.MESSAGE)),
                                    Node.member("request_id", Node.optional(Slot.REQUEST_ID)),
                                    Node.member("details", Node.optional(Slot.DETAILS)))))))
            .docUrl("{docs}/errors/{code}")
            .code(Code.named("sold_out", "Sold out")
                    .alias("out_of_stock")
                    .detail(detail("item", DetailType.STRING, false))
                    .detail(detail("email", DetailType.STRING, true))
                    .form(
                            Code.MAIN,
                            409,
                            RetryAdvice.NEVER,
                            "Item {item} is gone.",
                            Condition.REQUEST,
                            Condition.ABSENT,
                            Condition.CONFLICT,
                            Condition.PERMISSION)
                    .build())
            .code(Code.named("key_expired", "Key expired")
                    .form(Code.MAIN, 401, RetryAdvice.REAUTHENTICATE, "The key has expired.", Condition.AUTH)
                    .build())
            .code(Code.named("rate_limited", "Too fast")
                    .detail(new Detail("retry_after_ms", DetailType.INTEGER, false, false, "retry_after_ms"))
                    .form(Code.MAIN, 429, RetryAdvice.WAIT, "Slow down.", Condition.LIMIT_EXCEEDED)
                    .build())
            .code(Code.named("plan_limit_reached", "Plan used up")
                    .form(Code.MAIN, 429, RetryAdvice.NEVER, "Your plan is used up.")
                    .build())
            .code(Code.named("unavailable", "Unavailable")
                    .form(Code.MAIN, 503, RetryAdvice.BACKOFF, "We will be back.", Condition.SERVER)
                    .build())
            .build();

    private Store() {}

    private static Detail detail(String name, DetailType type, boolean sensitive) {
        return new Detail(name, type, true, sensitive, name);
    }
}
