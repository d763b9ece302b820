/**
 * Harmont: passkeys, builds and a balance, rebuilt from its error page.
 *
 * <p>Who somebody is: {@code SignupController}, {@code LoginController}, {@code RecoveryController} and
 * {@code OauthController} over {@code Links}, {@code Challenges}, {@code Passkeys} and {@code RelyingParty}. What is
 * built: {@code Pipelines} and {@code Builds}. What it costs: {@code Ledger}. Every refusal comes from a generated
 * factory or from a guard.
 */
@NullMarked
package dev.errata.reference.harmont;

import org.jspecify.annotations.NullMarked;
