/**
 * The exceptions of the client for who calls with OpenFeign: {@link dev.errata.client.feign.ErrataErrorDecoder}. It
 * decodes and does not retry.
 */
@NullMarked
package dev.errata.client.feign;

import org.jspecify.annotations.NullMarked;
