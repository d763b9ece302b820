/** Payments: their amounts, references, states and moves. {@code Transactions} is the rules, {@code TransactionStore} the table. */
@NullMarked
package dev.errata.reference.harpoon.transactions;

import org.jspecify.annotations.NullMarked;
