/**
 * What a team has beside its payments.
 *
 * <ul>
 *   <li>{@link dev.errata.reference.harpoon.merchant.PaymentMethods}: the numbers at which it takes money
 * </ul>
 */
@NullMarked
package dev.errata.reference.harpoon.merchant;

import org.jspecify.annotations.NullMarked;
