package dev.errata.reference.control;

import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.guard.Together;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Calls that get in each other's way. */
public final class Race {
    private static final int UNAVAILABLE = 503;

    private Race() {}

    /** What is done again and again, each time with things of its own. */
    @FunctionalInterface
    public interface Round {
        /** Runs once, under a name that no other round of the test has. */
        void run(String name) throws Exception;
    }

    /** Runs a round as often as {@link Seed#races} says; what fails tells in which one. */
    public static void rounds(Round round) {
        int most = Seed.races();
        for (int number = 1; number <= most; number++) {
            try {
                round.run("round-" + number);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("In round " + number + " of " + most + ": " + e.getMessage(), e);
            }
        }
    }

    /** A request and its reply. */
    @FunctionalInterface
    public interface Call {
        /** Sends it. */
        Reply send();
    }

    /** The replies to calls that begin at once, in the order of the calls. */
    public static List<Reply> of(Call... calls) throws Exception {
        return Together.run(Arrays.stream(calls).map(Race::patient).toList());
    }

    /** The replies to so many calls that begin at once, each made from its number. */
    public static List<Reply> crowd(int callers, IntFunction<Reply> call) throws Exception {
        return Together.run(IntStream.range(0, callers)
                .mapToObj(number -> patient(() -> call.apply(number)))
                .toList());
    }

    private static Callable<Reply> patient(Call call) {
        return () -> patiently(call);
    }

    /** Where nothing was done, because all connections are taken on a slow machine, the same call is made again. */
    public static Reply patiently(Call call) {
        Reply reply = call.send();
        while (reply.status() == UNAVAILABLE && reply.code().equals(codeOfRefusal(reply.catalog()))) {
            reply = call.send();
        }
        return reply;
    }

    /** Others may mean something else by the same status. */
    private static String codeOfRefusal(Catalog catalog) {
        return catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.retryAfter(Duration.ofSeconds(1)))
                .code()
                .id();
    }

    /** How often each outcome came. */
    public static Map<String, Long> outcomes(List<Reply> replies) {
        return replies.stream()
                .map(Reply::outcome)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
