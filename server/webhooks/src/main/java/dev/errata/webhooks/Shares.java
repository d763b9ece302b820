package dev.errata.webhooks;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who may have how many of this process's workers, so that receivers that hang keep no other waiting. Thread-safe.
 *
 * <p>A receiver begins with {@value #FIRST}. It has one more after each delivery that it took, and half of what it had
 * after one that it did not: one that is dead has a single worker left, whose attempt also finds out when it lives again.
 * All receivers together whose last attempt failed have half of the workers at most.
 */
final class Shares {
    static final int FIRST = 2;
    static final int MOST = 8;
    static final int OF_TENANT = 16;
    static final int OF_FAILING = 16;
    /** Of so many receivers it is known how they are; others are taken for new. */
    private static final int KNOWN = 1_000;

    private final Map<String, Lane> busy = new HashMap<>();
    private final Standings standings = new Standings();
    private boolean refused;

    /**
     * How a receiver is.
     *
     * @param most attempts that are made at it at once
     */
    private record Standing(int most, boolean failing) {
        static final Standing UNKNOWN = new Standing(FIRST, false);

        Standing after(boolean delivered) {
            return delivered
                    ? new Standing(Math.min(most + 1, MOST), false)
                    : new Standing(Math.max(most / 2, 1), true);
        }
    }

    /** Those that were heard of last. */
    private static final class Standings extends LinkedHashMap<String, Standing> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Entry<String, Standing> eldest) {
            return size() > KNOWN;
        }
    }

    /** Those who have all that they may have, whose deliveries need not be looked at. */
    record Full(Set<String> receivers, Set<String> tenants) {}

    /** Who is full now. */
    synchronized Full full() {
        Set<String> receivers = busy.values().stream()
                .map(Lane::receiver)
                .filter(receiver -> busy(lane -> lane.receiver().equals(receiver))
                        >= standing(receiver).most())
                .collect(Collectors.toCollection(TreeSet::new));
        if (failing() >= OF_FAILING) {
            standings.forEach((receiver, standing) -> {
                if (standing.failing()) {
                    receivers.add(receiver);
                }
            });
        }
        Set<String> tenants = busy.values().stream()
                .map(Lane::tenant)
                .filter(tenant -> busy(lane -> lane.tenant().equals(tenant)) >= OF_TENANT)
                .collect(Collectors.toCollection(TreeSet::new));
        refused = !receivers.isEmpty() || !tenants.isEmpty();
        return new Full(receivers, tenants);
    }

    /** Takes a worker for a delivery; false when its receiver or its tenant may not have another. */
    synchronized boolean take(String id, Lane lane) {
        Standing standing = standing(lane.receiver());
        boolean granted = busy(other -> other.receiver().equals(lane.receiver())) < standing.most()
                && busy(other -> other.tenant().equals(lane.tenant())) < OF_TENANT
                && (!standing.failing() || failing() < OF_FAILING);
        if (granted) {
            busy.put(id, lane);
        } else {
            refused = true;
        }
        return granted;
    }

    /** Whether this process is making a delivery. */
    synchronized boolean holds(String id) {
        return busy.containsKey(id);
    }

    /** How an attempt ended, while its worker is still taken. */
    synchronized void learn(String id, boolean delivered) {
        Lane lane = busy.get(id);
        if (lane != null) {
            Standing before = Objects.requireNonNullElse(standings.remove(lane.receiver()), Standing.UNKNOWN);
            standings.put(lane.receiver(), before.after(delivered));
        }
    }

    /** Gives a worker back; says whether somebody may wait for it who was refused before. */
    synchronized boolean giveBack(String id) {
        busy.remove(id);
        return refused;
    }

    private Standing standing(String receiver) {
        return standings.getOrDefault(receiver, Standing.UNKNOWN);
    }

    private long failing() {
        return busy(lane -> standing(lane.receiver()).failing());
    }

    private long busy(Predicate<Lane> which) {
        return busy.values().stream().filter(which).count();
    }
}
