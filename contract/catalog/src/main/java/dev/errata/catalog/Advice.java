package dev.errata.catalog;

import dev.errata.core.Actor;
import dev.errata.core.RetryAdvice;
import java.util.Comparator;
import java.util.Locale;

/**
 * What to do about an error, in words: they follow from the retry advice and from who must act.
 *
 * @param retry what a caller may do with the same request
 * @param actor who must act where time alone does not help
 */
public record Advice(RetryAdvice retry, Actor actor) implements Comparable<Advice> {
    private static final Comparator<Advice> ORDER =
            Comparator.comparing(Advice::retry).thenComparing(Advice::actor);

    @Override
    public int compareTo(Advice other) {
        return ORDER.compare(this, other);
    }

    /** A few words, for tables and badges; several pairs may share them. */
    public String label() {
        return switch (retry) {
            case NEVER ->
                switch (actor) {
                    case CALLER -> "Change the request";
                    case ACCOUNT_ADMIN -> "Ask an account admin";
                    case OPERATOR -> "Ask the operator";
                };
            case REAUTHENTICATE -> "Get a new credential";
            case WAIT -> "Wait, then retry";
            case BACKOFF -> "Retry with backoff";
        };
    }

    /** The label as one word of small letters, for anchors and filters. */
    public String key() {
        return label().toLowerCase(Locale.ROOT).replace(",", "").replace(' ', '-');
    }

    /** One sentence or two, the same for all that share a label. */
    public String sentence() {
        return switch (retry) {
            case NEVER ->
                switch (actor) {
                    case CALLER -> "The same request will get the same answer: change it before you send it again.";
                    case ACCOUNT_ADMIN ->
                        "The request may be right as it is, but it will get the same answer until somebody who "
                                + "administers your account has acted.";
                    case OPERATOR ->
                        "Nothing in the request is at fault and nothing in it helps: tell whoever runs the API, and "
                                + "quote the request id.";
                };
            case REAUTHENTICATE -> "Get a fresh credential, then send the same request once more.";
            case WAIT -> "Send the same request again, but not before the time that the answer states in Retry-After.";
            case BACKOFF ->
                "The fault is expected to pass. Send the same request again after growing, random pauses; "
                        + "a request that changes something only under an idempotency key.";
        };
    }

    /** Who helps when the sentence alone does not; empty where the sentence says it. */
    public String otherwise() {
        if (retry == RetryAdvice.NEVER) {
            return "";
        }
        return switch (actor) {
            case CALLER -> "";
            case ACCOUNT_ADMIN -> "To be rid of it sooner, ask somebody who administers your account.";
            case OPERATOR -> "If it lasts, tell whoever runs the API, and quote the request id.";
        };
    }

    /** All of it as one text. */
    public String text() {
        return otherwise().isEmpty() ? sentence() : sentence() + " " + otherwise();
    }
}
