/**
 * A stand-in for an API, for the tests of those who call it.
 *
 * <p>{@link dev.errata.client.fake.FakeApi} answers by a script of codes, in memory under a
 * {@link dev.errata.client.fake.FakeTime}, or over a socket as a {@link dev.errata.client.fake.FakeServer}.
 */
@NullMarked
package dev.errata.client.fake;

import org.jspecify.annotations.NullMarked;
