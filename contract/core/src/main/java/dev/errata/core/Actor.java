package dev.errata.core;

import java.util.Arrays;
import java.util.Optional;

/** Who must act before the same request can succeed, where time alone does not help; data on the page. */
public enum Actor {
    /** Whoever sends the request: by another request or another credential. */
    CALLER("caller"),
    /** Whoever administers the caller's account: its plan, its balance, its members, its keys. */
    ACCOUNT_ADMIN("account-admin"),
    /** Whoever runs the API; nothing that a caller or an account's administrator does helps. */
    OPERATOR("operator");

    private final String word;

    Actor(String word) {
        this.word = word;
    }

    /** The word on the page and on the wire. */
    public String word() {
        return word;
    }

    /** The actor with this word, if there is one. */
    public static Optional<Actor> named(String word) {
        return Arrays.stream(values()).filter(actor -> actor.word.equals(word)).findFirst();
    }

    /**
     * Who must act where a page does not say: the operator for what is the server's fault, else the caller (RFC 9110, 15.5
     * and 15.6).
     *
     * @param status an HTTP status; 0 for a form that is never the answer to a request
     */
    public static Actor ofStatus(int status) {
        return status >= 500 ? OPERATOR : CALLER;
    }
}
