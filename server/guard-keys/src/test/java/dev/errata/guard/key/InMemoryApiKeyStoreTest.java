package dev.errata.guard.key;

final class InMemoryApiKeyStoreTest extends ApiKeyStoreKit {
    @Override
    protected ApiKeyStore store() {
        return new InMemoryApiKeyStore();
    }
}
