/**
 * Quotas: what a plan grants in a month, and how much of it is used up.
 *
 * <p>A handler calls {@link dev.errata.guard.quota.Quotas} with the {@link dev.errata.guard.quota.PlanLimit} of the
 * caller's plan. {@link dev.errata.guard.quota.QuotaStore} has one number for each
 * {@link dev.errata.guard.quota.Counter}; {@link dev.errata.guard.quota.Usage} is what callers are told.
 */
@NullMarked
package dev.errata.guard.quota;

import org.jspecify.annotations.NullMarked;
