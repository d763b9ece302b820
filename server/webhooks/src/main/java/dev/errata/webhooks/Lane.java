package dev.errata.webhooks;

/**
 * Whose share of the workers a delivery takes.
 *
 * @param receiver who answers, such as an endpoint's id: while it hangs or fails, others are not kept waiting
 * @param tenant to whom the receiver belongs, with all its others
 */
public record Lane(String receiver, String tenant) {}
