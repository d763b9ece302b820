/**
 * Spring Boot starter: every refusal of the process is answered in the catalog's envelope, and nothing else writes one.
 *
 * <p>A request passes {@link dev.errata.spring.ErrataFilter} (request id, bounds, documentation pages, guards), then
 * Spring. Whatever goes wrong comes back as a status or an exception to {@link dev.errata.spring.ErrorResponder}, which
 * asks {@link dev.errata.spring.Refusals} for the condition and writes the catalog's answer. What Tomcat refuses before
 * the filter is answered by {@link dev.errata.spring.EnvelopeValve}. An
 * {@link dev.errata.guard.stream.EventStream} that a handler returns is sent by {@link dev.errata.spring.EventStreams}. For applications: {@link dev.errata.spring.Access}
 * and {@link dev.errata.spring.RequestAttributes}; all else is wired by
 * {@link dev.errata.spring.ErrataAutoConfiguration}.
 */
@NullMarked
package dev.errata.spring;

import org.jspecify.annotations.NullMarked;
