package dev.errata.reference.harborprotocol.method;

import dev.errata.reference.harborprotocol.identity.StreamTokens;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One method of the protocol, declared once: checks, documentation and routes come from here.
 *
 * @param name the canonical name
 * @param body what it reads; the constraints of its members are its rules
 * @param answer what it says to a body whose identity was checked, and nothing else of it
 * @param codes what it answers beside what every method does
 * @param summary what it does, in one line
 */
public record Method<T>(
        String name,
        Family family,
        Need need,
        Class<T> body,
        BiFunction<Call, T, Object> answer,
        List<String> codes,
        String summary) {
    public static final String PROTOCOL_VERSION = "0.1.0";
    /** Of every id that somebody may choose. */
    public static final int LONGEST_ID = 256;

    /** The stream, which is no call: nothing goes in. */
    static Method<Void> stream() {
        return new Method<>(
                "events.subscribe",
                Family.EVENTS,
                Need.FLEET_ACROSS,
                Void.class,
                (call, nothing) -> StreamTokens.EVENTS,
                List.of("identity_scope_required"),
                "streams what happens, of all tenants with admin=1");
    }

    /** Whether a body goes in and JSON comes out. */
    boolean isCall() {
        return body != Void.class;
    }

    String verb() {
        return isCall() ? "POST" : "GET";
    }

    String route() {
        return isCall() ? family.route(name) : StreamTokens.EVENTS;
    }
}
