/**
 * Harbor: events in, webhooks out, rebuilt from its error page.
 *
 * <p>{@code Workspaces}, {@code Events} and {@code Webhooks} are the rules; {@code DeliveryRecords} is the log that each
 * attempt leaves. Every refusal comes from a generated factory or from a guard.
 */
@NullMarked
package dev.errata.reference.harbor;

import org.jspecify.annotations.NullMarked;
