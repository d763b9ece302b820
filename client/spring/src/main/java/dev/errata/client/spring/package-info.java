/**
 * The exceptions of the client for who calls with Spring's {@code RestClient}:
 * {@link dev.errata.client.spring.ErrataErrorHandler}. It decodes and does not retry.
 */
@NullMarked
package dev.errata.client.spring;

import org.jspecify.annotations.NullMarked;
