package dev.errata.reference.harmont;

import dev.errata.reference.control.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Sends many requests at once. */
final class Race {
    static final int RUNNERS = 50;

    private Race() {}

    /** The replies to as many requests as there are runners, all of which begin together. */
    static List<Reply> of(int runners, IntFunction<Reply> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(runners);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<Reply>> running = new ArrayList<>();
            for (int i = 0; i < runners; i++) {
                int runner = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return request.apply(runner);
                }));
            }
            start.countDown();
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> one : running) {
                replies.add(one.get());
            }
            return replies;
        } finally {
            threads.shutdownNow();
        }
    }

    /** How often each outcome came. */
    static Map<String, Long> outcomes(List<Reply> replies) {
        return replies.stream()
                .map(Reply::outcome)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
