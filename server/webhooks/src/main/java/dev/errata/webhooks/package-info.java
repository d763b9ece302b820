/**
 * Deliveries to addresses that callers gave us: signed, checked against addresses that are not public, and durable.
 *
 * <p>{@link dev.errata.webhooks.WebhookSender} makes one attempt; {@link dev.errata.webhooks.WebhookQueue} keeps
 * deliveries in the caller's database and repeats them by a {@link dev.errata.webhooks.RetrySchedule}.
 * {@link dev.errata.webhooks.Queued} is one of them, found by its id, to be hurried or ended.
 * {@link dev.errata.webhooks.DeliveryLog} hears of every attempt.
 * {@link dev.errata.webhooks.SignatureScheme} is a vendor's way to sign, as data. {@link dev.errata.webhooks.Network} is
 * where names become addresses; {@code PublicAddresses} decides which of them may be called.
 */
@NullMarked
package dev.errata.webhooks;

import org.jspecify.annotations.NullMarked;
