package dev.errata.client;

import java.util.concurrent.atomic.AtomicInteger;

/** The tokens that the retries of one client share. Thread-safe. */
final class Budget {
    private final int capacity;
    private final AtomicInteger tokens;

    Budget(int capacity) {
        this.capacity = capacity;
        this.tokens = new AtomicInteger(capacity);
    }

    int tokens() {
        return tokens.get();
    }

    /** Whether so many were there, and are now taken. */
    boolean take(int cost) {
        int before = tokens.getAndUpdate(left -> left >= cost ? left - cost : left);
        return before >= cost;
    }

    /** Gives back after a success; never more than there were at first. */
    void refund(int amount) {
        tokens.updateAndGet(left -> Math.min(capacity, left + amount));
    }
}
