/**
 * HookBridge: webhooks that arrive, rebuilt from its error page.
 *
 * <p>{@code Accounts}, {@code Endpoints}, {@code Messages} and {@code Exports} keep what exists; {@code Sending},
 * {@code Replays} and {@code Exporter} are the rules; {@code Deliveries} takes messages to their endpoints. Every refusal
 * comes from a generated factory or from a guard. Inbound, pull and stream endpoints are not built: none of them has a
 * code of its own.
 */
@NullMarked
package dev.errata.reference.hookbridge;

import org.jspecify.annotations.NullMarked;
