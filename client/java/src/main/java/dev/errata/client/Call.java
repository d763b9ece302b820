package dev.errata.client;

import dev.errata.client.Decision.Reason;
import dev.errata.client.Outcome.Loss;
import dev.errata.core.RetryAdvice;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One logical call: attempts, waits and their end. Its steps follow each other; only {@link #cancel} comes in between. */
final class Call {
    private final Wiring wiring;
    private final Request request;
    private final URI address;
    private final @Nullable String key;
    private final long startNanos;
    private final Duration deadline;
    private final CompletableFuture<CallEnd> end = new CompletableFuture<>();
    private final List<Attempt> attempts = new ArrayList<>();

    private @Nullable String authorization;
    private boolean renewed;
    private int refundAfterSuccess = 1;

    /** What the call waits for now; guarded by this, like the next one. */
    private @Nullable CompletableFuture<?> current;

    private @Nullable String cancelled;

    /** What came of one attempt: an answer that is no success, or a loss. */
    private record Failure(
            Outcome outcome,
            @Nullable ErrorAnswer answer,
            @Nullable Loss loss,
            @Nullable String what,
            @Nullable Throwable cause) {}

    Call(Wiring wiring, Request request, URI address, @Nullable String key) {
        this.wiring = wiring;
        this.request = request;
        this.address = address;
        this.key = key;
        this.startNanos = wiring.time().nanos();
        Duration own = request.deadline();
        this.deadline = own == null ? wiring.policy().deadline() : own;
    }

    CompletableFuture<CallEnd> start() {
        authorize(null);
        return end;
    }

    /** Ends the call: nothing is sent any more, and what is under way is given up. */
    void cancel(String why) {
        CompletableFuture<?> underWay;
        synchronized (this) {
            cancelled = cancelled == null ? why : cancelled;
            underWay = current;
        }
        if (underWay != null) {
            underWay.cancel(true);
        }
        end.complete(new CallEnd.Unanswered(null, why, report(Reason.CANCELLED, why), null));
    }

    /**
     * Begins a step unless the call is cancelled, and goes on when it is done.
     *
     * <p>What the rest returns is of no use to anybody: it fails into the end of the call.
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    private <T> void step(Supplier<CompletableFuture<T>> begin, BiConsumer<T, @Nullable Throwable> then) {
        CompletableFuture<T> begun;
        synchronized (this) {
            if (cancelled != null) {
                return;
            }
            begun = begun(begin);
            current = begun;
        }
        begun.whenComplete((value, failure) -> {
            try {
                if (!isCancelled()) {
                    then.accept(value, failure);
                }
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
    }

    private static <T> CompletableFuture<T> begun(Supplier<CompletableFuture<T>> begin) {
        try {
            return begin.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled != null;
    }

    private Duration left() {
        return deadline.minusNanos(wiring.time().nanos() - startNanos);
    }

    /** Gets the value to show; a renewal that brings nothing new ends the call with the refusal it had. */
    private void authorize(@Nullable Failure refused) {
        Credentials credentials = wiring.credentials();
        if (credentials == null) {
            send();
            return;
        }
        long most = Math.max(1, left().toMillis());
        String shown = refused == null ? null : authorization;
        step(() -> credentials.authorization(shown).copy().orTimeout(most, TimeUnit.MILLISECONDS), (value, failure) -> {
            if (failure == null && !value.equals(authorization)) {
                authorization = value;
                send();
            } else if (refused != null) {
                finish(refused, Reason.CREDENTIAL, "its page asks for a fresh credential, and there is none");
            } else {
                String what = "no credential could be had, so nothing was sent";
                end.complete(new CallEnd.Unanswered(null, what, report(Reason.CREDENTIAL, what), unwrapped(failure)));
            }
        });
    }

    private void send() {
        Duration left = left();
        if (left.isNegative() || left.isZero()) {
            String what = "the deadline of " + Say.span(deadline) + " passed before the request was sent";
            end.complete(new CallEnd.Unanswered(null, what, report(Reason.DEADLINE, what), null));
            return;
        }
        Duration most = wiring.policy().attemptTimeout();
        Duration timeout = left.compareTo(most) < 0 ? left : most;
        Transport.Sending sending = new Transport.Sending(
                request.method(),
                address,
                headers(),
                request.bytes(),
                timeout,
                wiring.policy().errorBodyBytes(),
                wiring.bodyBytes());
        Instant startedAt = wiring.time().now();
        long sentNanos = wiring.time().nanos();
        step(() -> wiring.transport().send(sending), (answer, failure) -> {
            Duration took = Duration.ofNanos(wiring.time().nanos() - sentNanos);
            came(answer, failure, startedAt, took);
        });
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        headers.putIfAbsent("Accept", List.of(request.accepts()));
        headers.putIfAbsent("User-Agent", List.of(wiring.userAgent()));
        headers.put("X-Errata-Attempt", List.of(Integer.toString(attempts.size() + 1)));
        if (key != null) {
            headers.put(wiring.keyHeader(), List.of(key));
        }
        if (authorization != null) {
            headers.put("Authorization", List.of(authorization));
        }
        return headers;
    }

    private void came(@Nullable Answer answer, @Nullable Throwable failure, Instant startedAt, Duration took) {
        Attempt attempt = new Attempt(attempts.size() + 1, startedAt, took, null, null, null, null, null, "");
        if (answer == null) {
            decide(lost(failure), attempt);
            return;
        }
        Received received = wiring.received(request, address, answer);
        if (received instanceof Received.Fine fine) {
            wiring.budget().refund(refundAfterSuccess);
            Answer whole = fine.answer();
            String requestId =
                    whole.headers().firstValue(wiring.requestIdHeader()).orElse(null);
            attempts.add(ended(attempt, whole.status(), null, requestId, null, null, ""));
            end.complete(new CallEnd.Success(
                    new Response(whole.status(), whole.headers(), whole.body(), requestId, List.copyOf(attempts))));
        } else if (received instanceof Received.Wrong wrong) {
            decide(new Failure(wrong.outcome(), wrong.answer(), null, null, null), attempt);
        }
    }

    private static Failure lost(@Nullable Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof Transport.LostException lost) {
            return new Failure(new Outcome.Lost(lost.loss()), null, lost.loss(), lost.getMessage(), lost);
        }
        return new Failure(new Outcome.Lost(Loss.CUT), null, Loss.CUT, "the exchange failed", cause);
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void decide(Failure failure, Attempt attempt) {
        boolean renewable = wiring.credentials() != null && !renewed;
        boolean repeatable = key != null || request.isRepeatable();
        String operation =
                request.method() + (key == null ? " without an idempotency key" : " under an idempotency key");
        Situation situation = new Situation(attempt.number(), operation, repeatable, renewable, left());
        ErrorAnswer answer = failure.answer();
        RetryAdvice advice = answer == null ? null : answer.advice();
        Decision decision = decide(situation, failure.outcome(), advice);
        if (decision instanceof Decision.Retry retry && !wiring.budget().take(retry.cost())) {
            decision = decide(situation, failure.outcome(), advice);
        }
        if (decision instanceof Decision.Retry retry) {
            attempts.add(ended(attempt, failure, retry.after(), retry.why()));
            refundAfterSuccess = retry.cost();
            renewed |= retry.renew();
            again(failure, retry);
        } else if (decision instanceof Decision.Stop stop) {
            attempts.add(ended(attempt, failure, null, stop.why()));
            finish(failure, stop.reason(), stop.why());
        }
    }

    private Decision decide(Situation situation, Outcome outcome, @Nullable RetryAdvice advice) {
        int tokens = wiring.budget().tokens();
        return Decision.decide(
                wiring.policy(),
                situation,
                outcome,
                advice,
                tokens,
                wiring.random().nextDouble());
    }

    private void again(Failure failure, Decision.Retry retry) {
        if (retry.after().isZero()) {
            next(failure, retry);
        } else {
            step(() -> wiring.time().after(retry.after()), (nothing, broken) -> next(failure, retry));
        }
    }

    private void next(Failure failure, Decision.Retry retry) {
        if (retry.renew()) {
            authorize(failure);
        } else {
            send();
        }
    }

    private static Attempt ended(Attempt attempt, Failure failure, @Nullable Duration waited, String why) {
        ErrorAnswer answer = failure.answer();
        return answer == null
                ? ended(attempt, null, null, null, failure.what(), waited, why)
                : ended(attempt, answer.status(), answer.code(), answer.requestId(), null, waited, why);
    }

    private static Attempt ended(
            Attempt attempt,
            @Nullable Integer status,
            @Nullable String code,
            @Nullable String requestId,
            @Nullable String failure,
            @Nullable Duration waited,
            String why) {
        return new Attempt(
                attempt.number(), attempt.startedAt(), attempt.took(), status, code, requestId, failure, waited, why);
    }

    private void finish(Failure failure, Reason reason, String why) {
        CallReport report = report(reason, why);
        ErrorAnswer answer = failure.answer();
        String what = String.valueOf(failure.what());
        end.complete(
                answer == null
                        ? new CallEnd.Unanswered(failure.loss(), what, report, failure.cause())
                        : new CallEnd.Failed(answer, report));
    }

    private CallReport report(Reason reason, String why) {
        return new CallReport(
                wiring.api(), request.method(), request.shownPath(), key, List.copyOf(attempts), reason, why);
    }
}
