package dev.errata.guard.quota;

final class InMemoryQuotaStoreTest extends QuotaStoreKit {
    @Override
    protected QuotaStore store() {
        return new InMemoryQuotaStore();
    }
}
