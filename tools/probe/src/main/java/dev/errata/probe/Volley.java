package dev.errata.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends several requests at the same time. */
final class Volley {
    private final Wire wire;

    Volley(Wire wire) {
        this.wire = wire;
    }

    List<Exchange> send(List<Sent> requests) {
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        CyclicBarrier start = new CyclicBarrier(requests.size());
        try {
            List<Callable<Exchange>> work = new ArrayList<>();
            for (Sent request : requests) {
                work.add(() -> {
                    start.await();
                    return wire.send(request);
                });
            }
            List<Exchange> exchanges = new ArrayList<>();
            for (Future<Exchange> future : threads.invokeAll(work)) {
                exchanges.add(future.get());
            }
            return exchanges;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw StepFailed.setup("the run was interrupted.");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof StepFailed step) {
                throw step;
            }
            throw StepFailed.unreachable(String.valueOf(cause == null ? failed : cause.getMessage()));
        } finally {
            threads.shutdownNow();
        }
    }
}
