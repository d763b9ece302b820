/** The page that the comparison writes. */
@NullMarked
package dev.errata.peers;

import org.jspecify.annotations.NullMarked;
