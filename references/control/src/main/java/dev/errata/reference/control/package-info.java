/**
 * What the reference services have in common: {@link dev.errata.reference.control.ReferenceConfiguration their ground},
 * and what tests and examples need and no API has: a clock that moves, states on demand, receivers for webhooks.
 *
 * <p>A reference service has the controls below {@code /_control}, for callers on the same machine only, and not at all when it
 * is started for the public. docs/catalog.md describes the requests.
 */
@NullMarked
package dev.errata.reference.control;

import org.jspecify.annotations.NullMarked;
