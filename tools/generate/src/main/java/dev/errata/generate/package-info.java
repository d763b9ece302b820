/**
 * Typed factories from the pages: {@link dev.errata.generate.JavaGenerator} writes one final class for a catalog.
 *
 * <p>The generated class is the runtime model itself; a server needs neither YAML nor Markdown.
 */
@NullMarked
package dev.errata.generate;

import org.jspecify.annotations.NullMarked;
