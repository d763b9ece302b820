package dev.errata.guard.idempotency;

/**
 * A request under an idempotency key. Keys of different principals or operations never meet.
 *
 * @param principal whose key it is, such as the account; live and test are two principals
 * @param operation such as {@code POST /v1/transactions/initialize}
 * @param key as the client sent it
 * @param fingerprint see {@link Fingerprint}
 */
public record IdempotentRequest(String principal, String operation, String key, String fingerprint) {}
