/**
 * What tests and examples need and no API has: a clock that moves, states on demand, receivers for webhooks.
 *
 * <p>A reference service has them below {@code /_control}, for callers on the same machine only, and not at all when it
 * is started for the public. docs/catalog.md describes the requests.
 */
@NullMarked
package dev.errata.reference.control;

import org.jspecify.annotations.NullMarked;
