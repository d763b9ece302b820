package dev.errata.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Actor;
import dev.errata.core.RetryAdvice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static final List<Advice> ALL = Arrays.stream(RetryAdvice.values())
            .flatMap(retry -> Arrays.stream(Actor.values()).map(actor -> new Advice(retry, actor)))
            .toList();

    @Test
    void tellsACallerToChangeTheRequestOnlyWhereThatHelps() {
        assertThat(ALL.stream()
                        .filter(advice -> advice.retry() == RetryAdvice.NEVER)
                        .map(Advice::label))
                .containsExactly("Change the request", "Ask an account admin", "Ask the operator");
        assertThat(new Advice(RetryAdvice.NEVER, Actor.OPERATOR).text())
                .isEqualTo("Nothing in the request is at fault and nothing in it helps: tell whoever runs the API, and"
                        + " quote the request id.");
    }

    @Test
    void saysWhoHelpsWhenWaitingDoesNot() {
        assertThat(new Advice(RetryAdvice.BACKOFF, Actor.OPERATOR).text())
                .isEqualTo("The fault is expected to pass. Send the same request again after growing, random pauses; a"
                        + " request that changes something only under an idempotency key. If it lasts, tell whoever"
                        + " runs the API, and quote the request id.");
        assertThat(new Advice(RetryAdvice.WAIT, Actor.ACCOUNT_ADMIN).text())
                .isEqualTo("Send the same request again, but not before the time that the answer states in"
                        + " Retry-After. To be rid of it sooner, ask somebody who administers your account.");
    }

    @Test
    void hasOneSentenceForEachLabel() {
        Map<String, String> sentences = new HashMap<>();

        ALL.forEach(advice -> assertThat(sentences.merge(advice.key(), advice.sentence(), (first, second) -> second))
                .isEqualTo(sentences.get(advice.key())));
        assertThat(sentences.keySet())
                .containsExactlyInAnyOrder(
                        "change-the-request",
                        "ask-an-account-admin",
                        "ask-the-operator",
                        "get-a-new-credential",
                        "wait-then-retry",
                        "retry-with-backoff");
    }
}
