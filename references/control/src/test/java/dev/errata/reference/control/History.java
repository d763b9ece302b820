package dev.errata.reference.control;

import dev.errata.guard.Together;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Calls about one thing, when each began and ended, and what each was answered.
 *
 * @param calls at most eight that overlap: each more multiplies the orders that may have to be tried
 */
public record History(List<Call> calls) {
    /**
     * One call.
     *
     * @param name what is asked for, and behind a space what tells it from others that ask for the same
     * @param begin in nanoseconds from anywhere, as {@code end}
     */
    public record Call(String name, String answer, long begin, long end) {
        /** What is asked for. */
        public String kind() {
            return name.split(" ", 2)[0];
        }

        private boolean endedBefore(Call other) {
            return end < other.begin;
        }
    }

    /**
     * How a thing behaves for whom it is alone with.
     *
     * @param <S> its states; values
     */
    @FunctionalInterface
    public interface Model<S> {
        /** The states in which a call may leave it; none when nobody is answered so in this state. */
        Set<S> after(S state, Call call);
    }

    /** What came of calls that began at once; their names are told by the model. */
    public static History of(Map<String, Supplier<String>> named) throws Exception {
        List<Callable<Call>> calls = new ArrayList<>();
        named.forEach((name, call) -> calls.add(() -> {
            long begin = System.nanoTime();
            String answer = call.get();
            return new Call(name, answer, begin, System.nanoTime());
        }));
        return new History(Together.run(calls));
    }

    /**
     * Whether there is an order of the calls in which each would have been answered so, had it been alone, in which none
     * comes before one that had ended when it began, and which leaves the thing as it was found.
     */
    public <S> boolean isExplainedBy(Model<S> model, S beginning, Predicate<S> found) {
        return new Search<>(model, found, new HashSet<>()).from(beginning, calls);
    }

    private record Place<S>(S state, List<Call> left) {}

    private record Search<S>(Model<S> model, Predicate<S> found, Set<Place<S>> failed) {
        boolean from(S state, List<Call> left) {
            if (left.isEmpty()) {
                return found.test(state);
            }
            Place<S> place = new Place<>(state, left);
            boolean explained = !failed.contains(place)
                    && left.stream()
                            .filter(call -> left.stream().noneMatch(other -> other.endedBefore(call)))
                            .anyMatch(call -> {
                                List<Call> others = left.stream()
                                        .filter(other -> other != call)
                                        .toList();
                                return model.after(state, call).stream().anyMatch(next -> from(next, others));
                            });
            if (!explained) {
                failed.add(place);
            }
            return explained;
        }
    }
}
