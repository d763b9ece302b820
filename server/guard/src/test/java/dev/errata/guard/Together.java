package dev.errata.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs calls in threads that begin at once. */
public final class Together {
    private Together() {}

    /** The same call so many times; see {@link #run(List)}. */
    public static <T> List<T> run(int threads, Callable<T> call) throws Exception {
        return run(Collections.nCopies(threads, call));
    }

    /** What each call returned, in their order; throws what one of them threw, wrapped. */
    public static <T> List<T> run(List<? extends Callable<? extends T>> calls) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(calls.size());
        try {
            CyclicBarrier start = new CyclicBarrier(calls.size());
            List<Future<T>> running = new ArrayList<>();
            for (Callable<? extends T> call : calls) {
                running.add(pool.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
