/**
 * Pages in, model out; authoring time only, never on a server's class path.
 *
 * <p>{@link dev.errata.catalog.CatalogSource#read} reads a folder into a {@link dev.errata.catalog.CatalogSource}: one
 * {@link dev.errata.catalog.Root} and its {@link dev.errata.catalog.Page}s. What is wrong becomes a
 * {@link dev.errata.catalog.Finding} with file, line and column. {@link dev.errata.catalog.Lint} judges a catalog that
 * could be read; {@link dev.errata.catalog.Lock} remembers every code ever published.
 */
@NullMarked
package dev.errata.catalog;

import org.jspecify.annotations.NullMarked;
