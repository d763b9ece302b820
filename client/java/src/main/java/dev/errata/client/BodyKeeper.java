package dev.errata.client;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Keeps the bytes of a body up to a bound, and what has come of it when it ends early. */
final class BodyKeeper implements HttpResponse.BodySubscriber<BodyKeeper> {
    private static final int FIRST = 1024;

    private final HttpResponse.ResponseInfo head;
    private final int most;
    private final CompletableFuture<BodyKeeper> done = new CompletableFuture<>();

    private Flow.@Nullable Subscription subscription;
    private byte[] bytes = {};
    private int size;
    private boolean ended;
    private Answer.Ending ending = Answer.Ending.CUT;

    BodyKeeper(HttpResponse.ResponseInfo head, int most) {
        this.head = head;
        this.most = most;
    }

    @Override
    public CompletionStage<BodyKeeper> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (done.isDone()) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            if (!keep(buffer)) {
                end(Answer.Ending.CAPPED);
                if (subscription != null) {
                    subscription.cancel();
                }
                return;
            }
        }
    }

    /** Whether all of it could be kept. */
    private synchronized boolean keep(ByteBuffer buffer) {
        int taken = Math.min(buffer.remaining(), most - size);
        if (size + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(FIRST, Math.max(size + taken, bytes.length * 2))));
        }
        buffer.get(bytes, size, taken);
        size += taken;
        return !buffer.hasRemaining();
    }

    /** The answer goes on with what came; the failure shows as its ending. */
    @Override
    public void onError(Throwable failure) {
        end(Answer.Ending.CUT);
    }

    @Override
    public void onComplete() {
        end(Answer.Ending.WHOLE);
    }

    /** The first end counts: a subscription that is cancelled may end once more. */
    private void end(Answer.Ending how) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            ending = how;
        }
        done.complete(this);
    }

    /** What has come until now. */
    synchronized Answer soFar() {
        return new Answer(head.statusCode(), head.headers(), Arrays.copyOf(bytes, size), ending);
    }
}
