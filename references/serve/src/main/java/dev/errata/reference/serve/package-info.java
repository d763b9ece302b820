/**
 * The reference APIs in one process: {@link dev.errata.reference.serve.Serve} is what {@code ./errata serve} runs, and
 * Reference lists what it can start.
 *
 * <p>Portal answers with the one page at the first port. PortalViews makes it: ApiCatalog is what the API's jar says of
 * its codes, Standing what the proofs that {@code ./errata probe} kept say of each, Query what the reader looks for, and
 * Curl the command with the demo key that provokes it.
 */
@NullMarked
package dev.errata.reference.serve;

import org.jspecify.annotations.NullMarked;
