package dev.errata.client;

import static dev.errata.core.Envelope.Node.constant;
import static dev.errata.core.Envelope.Node.items;
import static dev.errata.core.Envelope.Node.member;
import static dev.errata.core.Envelope.Node.members;
import static dev.errata.core.Envelope.Node.optional;
import static dev.errata.core.Envelope.Node.slot;
import static dev.errata.core.Envelope.Node.spread;

import dev.errata.core.Envelope;
import dev.errata.core.Slot;
import java.util.Map;
import java.util.TreeMap;

/** The shapes of error bodies that are in use. */
final class Shapes {
    static final Map<String, Envelope> ALL = new TreeMap<>(Map.of(
            "RFC 9457",
            Envelope.PROBLEM,
            "Google's Status",
            json(members(member(
                    "error",
                    members(
                            member("code", slot(Slot.STATUS)),
                            member("message", slot(Slot.MESSAGE)),
                            member("status", slot(Slot.CODE)),
                            member("details", optional(Slot.DETAILS)))))),
            "JSON:API",
            json(members(member(
                    "errors",
                    items(members(
                            member("status", slot(Slot.STATUS_TEXT)),
                            member("code", slot(Slot.CODE)),
                            member("title", slot(Slot.TITLE)),
                            member("detail", slot(Slot.MESSAGE)),
                            member("links", members(member("about", optional(Slot.DOC_URL)))),
                            member("meta", optional(Slot.DETAILS))))))),
            "Stripe-like",
            json(members(member(
                    "error",
                    members(
                            member("type", optional(Slot.TYPE)),
                            member("code", slot(Slot.CODE)),
                            member("message", slot(Slot.MESSAGE)),
                            member("doc_url", optional(Slot.DOC_URL)),
                            member("params", optional(Slot.DETAILS)))))),
            "flat",
            json(members(
                    member("success", slot(Slot.SUCCESS)),
                    member("v", constant(2L)),
                    member("error_code", slot(Slot.CODE)),
                    member("error_message", slot(Slot.MESSAGE)),
                    member("error_request", optional(Slot.REQUEST_ID)),
                    spread()))));

    private Shapes() {}

    private static Envelope json(Envelope.Node.Members root) {
        return new Envelope("application/json", root);
    }
}
