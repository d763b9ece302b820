/**
 * Calls an API by its error contract: a typed exception for each code, and retries that the contract allows.
 *
 * <p>{@link dev.errata.client.ErrataClient} sends a {@link dev.errata.client.Request} through a
 * {@link dev.errata.client.Transport} and answers with a {@link dev.errata.client.Response}, or throws an
 * {@link dev.errata.client.ApiCallException}: an {@link dev.errata.client.ApiErrorException} when something answered, a
 * {@link dev.errata.client.NoAnswerException} when nothing did. {@link dev.errata.client.ErrorReader} reads a body by
 * the catalog's envelope into an {@link dev.errata.client.ErrorAnswer}. After each attempt
 * {@link dev.errata.client.Decision#decide} says what comes next: a pure function of the
 * {@link dev.errata.client.RetryPolicy}, the {@link dev.errata.client.Situation} and the
 * {@link dev.errata.client.Outcome}.
 *
 * <p>Depends on the JDK and the contract's core.
 */
@NullMarked
package dev.errata.client;

import org.jspecify.annotations.NullMarked;
