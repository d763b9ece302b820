package dev.errata.guard.idempotency;

final class InMemoryIdempotencyStoreTest extends IdempotencyStoreKit {
    @Override
    protected IdempotencyStore store() {
        return new InMemoryIdempotencyStore();
    }

    @Override
    protected int size(IdempotencyStore store) {
        return ((InMemoryIdempotencyStore) store).size();
    }
}
