/**
 * Harpoon: mobile-money payments, rebuilt from its error page.
 *
 * <p>{@code transactions} holds the payments and their states, {@code merchant} the numbers at which a team takes money,
 * {@code webhooks} the endpoints and what is sent to them, {@code control} what tests need and no API has. Every refusal comes from a generated factory or from a guard.
 */
@NullMarked
package dev.errata.reference.harpoon;

import org.jspecify.annotations.NullMarked;
