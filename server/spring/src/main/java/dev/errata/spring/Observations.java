package dev.errata.spring;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what would differ in the contract, and tells each kind once in the log. Thread-safe. */
public final class Observations {
    private static final Logger LOG = LoggerFactory.getLogger("dev.errata.observe");
    private static final int KINDS = 2000;

    private final Map<Observation, LongAdder> counts = new ConcurrentHashMap<>();

    Observations() {}

    void add(Observation observation) {
        LongAdder count = counts.get(observation);
        if (count == null) {
            if (counts.size() >= KINDS) {
                return;
            }
            LongAdder made = new LongAdder();
            count = counts.putIfAbsent(observation, made);
            if (count == null) {
                count = made;
                LOG.info(
                        "{} {} answered {}; in the contract it would be {} {}",
                        observation.method(),
                        observation.route().isEmpty() ? "without a route" : observation.route(),
                        observation.before(),
                        observation.after(),
                        observation.code());
            }
        }
        count.increment();
    }

    /** How often each kind occurred since the start; at most 2,000 kinds, later ones are left out. */
    public Map<Observation, Long> counts() {
        Map<Observation, Long> all =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        counts.forEach((observation, count) -> all.put(observation, count.sum()));
        return all;
    }
}
