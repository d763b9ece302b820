/** What methods are: declared once, checked, documented and routed from there. */
@NullMarked
package dev.errata.reference.harborprotocol.method;

import org.jspecify.annotations.NullMarked;
