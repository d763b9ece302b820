/** The reference APIs in one process: {@link dev.errata.reference.serve.Serve} is what {@code ./errata serve} runs. */
@NullMarked
package dev.errata.reference.serve;

import org.jspecify.annotations.NullMarked;
