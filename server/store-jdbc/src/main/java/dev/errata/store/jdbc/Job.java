package dev.errata.store.jdbc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One work that waits for the writer, and what came of it. */
final class Job<T extends @Nullable Object> {
    private final Work<T> work;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable Runnable outcome;
    private boolean failed;
    private List<Runnable> afterwards = List.of();

    Job(Work<T> work) {
        this.work = work;
    }

    Work<T> work() {
        return work;
    }

    /** It did what it should; once that is committed, more is to follow. */
    void succeeded(T result, List<Runnable> then) {
        afterwards = then;
        outcome = () -> done.complete(result);
    }

    void failed(Throwable reason) {
        failed = true;
        outcome = () -> done.completeExceptionally(reason);
    }

    /** Tells the caller; only now, when it is committed or lost. */
    void end(@Nullable Throwable lost) {
        if (lost != null && !failed) {
            done.completeExceptionally(lossOf(lost));
        } else if (outcome != null) {
            outcome.run();
        }
    }

    private static DatabaseFault lossOf(Throwable lost) {
        return lost instanceof DatabaseFault fault && !fault.nothingKept()
                ? DatabaseFault.unknown(String.valueOf(fault.getMessage()), fault)
                : DatabaseFault.nothingKept(
                        "Nothing of this was kept, because the group it stood in could not be committed: "
                                + lost.getMessage(),
                        lost);
    }

    CompletableFuture<T> done() {
        return done;
    }

    /** Returns or throws what came of it; an interrupt does not end the waiting, because the work goes on. */
    T await() {
        try {
            T result = done.join();
            Afterwards.run(afterwards);
            return result;
        } catch (CompletionException e) {
            Throwable reason = e.getCause();
            if (reason instanceof Error error) {
                throw error;
            }
            if (reason instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
    }
}
