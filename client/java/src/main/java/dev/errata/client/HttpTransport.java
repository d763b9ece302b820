package dev.errata.client;

import dev.errata.client.Outcome.Loss;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The transport over {@code java.net.http}.
 *
 * <p>The timeout of {@link HttpRequest} ends at the head of the answer (JDK-8208693), so it is kept here until the end of
 * the body. Plain HTTP is spoken in version 1.1, because the JDK would otherwise ask for an upgrade with each request.
 */
record HttpTransport(HttpClient client) implements Transport {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // All callbacks lead into the future that is returned.
    public CompletableFuture<Answer> send(Sending sending) {
        AtomicReference<@Nullable BodyKeeper> keeper = new AtomicReference<>();
        CompletableFuture<Answer> result = new CompletableFuture<>();
        HttpRequest request;
        try {
            request = request(sending);
        } catch (IllegalArgumentException e) {
            result.completeExceptionally(new LostException(Loss.REFUSED, "the request cannot be sent as it is", e));
            return result;
        }
        CompletableFuture<HttpResponse<BodyKeeper>> exchange = client.sendAsync(request, head -> {
            BodyKeeper body = new BodyKeeper(head, sending.most(head.statusCode()));
            keeper.set(body);
            return body;
        });
        CompletableFuture<Void> timer = new CompletableFuture<Void>()
                .completeOnTimeout(null, sending.timeout().toNanos(), TimeUnit.NANOSECONDS);
        timer.thenRunAsync(() -> expire(result, keeper.get(), sending.timeout()));
        exchange.whenComplete((response, failure) -> finish(result, keeper.get(), failure));
        result.whenComplete((answer, failure) -> {
            timer.cancel(false);
            exchange.cancel(true);
        });
        return result;
    }

    private HttpRequest request(Sending sending) {
        BodyPublisher body =
                sending.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(sending.body());
        boolean plain = "http".equals(sending.uri().getScheme());
        // An authenticator answers a challenge by sending again, which is no retry.
        boolean once = client.authenticator().isEmpty();
        HttpRequest.Builder request = HttpRequest.newBuilder(sending.uri())
                .version(plain ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
                .method(sending.method(), once ? new SentOnce(body) : body);
        sending.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request.build();
    }

    private static void expire(CompletableFuture<Answer> result, @Nullable BodyKeeper keeper, Duration timeout) {
        if (keeper != null) {
            result.complete(keeper.soFar());
        } else {
            result.completeExceptionally(
                    new LostException(Loss.TIMEOUT, "no answer within " + Say.span(timeout), null));
        }
    }

    private static void finish(
            CompletableFuture<Answer> result, @Nullable BodyKeeper keeper, @Nullable Throwable failure) {
        if (keeper != null) {
            result.complete(keeper.soFar());
        } else if (failure != null) {
            result.completeExceptionally(lost(failure));
        }
    }

    private static LostException lost(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof ConnectException || at instanceof HttpConnectTimeoutException) {
                return new LostException(Loss.NOT_SENT, "no connection", cause);
            }
            if (at instanceof SSLException) {
                return new LostException(Loss.REFUSED, "no trusted connection", cause);
            }
            if (at instanceof ProtocolException) {
                return new LostException(Loss.CUT, "an answer that is not HTTP", cause);
            }
        }
        String what = cause instanceof IOException ? "the connection ended before an answer" : "the exchange failed";
        return new LostException(Loss.CUT, what, cause);
    }
}
