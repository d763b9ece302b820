package dev.errata.guard.idempotency;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps answers until they expire or the process ends. Thread-safe. */
public final class InMemoryIdempotencyStore implements IdempotencyStore {
    private record Key(String principal, String operation, String key) {
        static Key of(IdempotentRequest request) {
            return new Key(request.principal(), request.operation(), request.key());
        }
    }

    private record Entry(
            String fingerprint, Attempt attempt, @Nullable StoredAnswer answer) {}

    /** In the order of claims, which is the order in which they expire. */
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    @Override
    public synchronized @Nullable StoredAnswer answer(IdempotentRequest request, Instant at) {
        Entry entry = entries.get(Key.of(request));
        return entry != null
                        && at.isBefore(entry.attempt().expiresAt())
                        && entry.fingerprint().equals(request.fingerprint())
                ? entry.answer()
                : null;
    }

    @Override
    public synchronized Claim claim(IdempotentRequest request, Attempt attempt) {
        removeExpired(attempt);
        Entry entry = entries.get(Key.of(request));
        if (entry != null && attempt.at().isBefore(entry.attempt().expiresAt())) {
            if (!entry.fingerprint().equals(request.fingerprint())) {
                return new Claim.Mismatch();
            }
            if (entry.answer() != null) {
                return new Claim.Replay(entry.answer());
            }
            if (attempt.at().isBefore(entry.attempt().lockedUntil())) {
                return new Claim.Running();
            }
        }
        entries.remove(Key.of(request));
        entries.put(Key.of(request), new Entry(request.fingerprint(), attempt, null));
        return new Claim.Fresh();
    }

    @Override
    public synchronized boolean complete(IdempotentRequest request, Attempt attempt, StoredAnswer answer) {
        if (!holds(request, attempt)) {
            return false;
        }
        entries.replace(Key.of(request), new Entry(request.fingerprint(), attempt, answer));
        return true;
    }

    @Override
    public synchronized void release(IdempotentRequest request, Attempt attempt) {
        if (holds(request, attempt)) {
            entries.remove(Key.of(request));
        }
    }

    synchronized int size() {
        return entries.size();
    }

    private boolean holds(IdempotentRequest request, Attempt attempt) {
        Entry entry = entries.get(Key.of(request));
        return entry != null && entry.answer() == null && entry.attempt().token() == attempt.token();
    }

    private void removeExpired(Attempt attempt) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()
                && !attempt.at().isBefore(oldest.next().attempt().expiresAt())) {
            oldest.remove();
        }
    }
}
