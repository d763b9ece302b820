/**
 * Cursors: where the next page of a list begins, as a token that means nothing to anybody but this service.
 *
 * <p>{@link dev.errata.guard.cursor.Cursors} issues and reads them under {@link dev.errata.guard.cursor.CursorKeys}.
 * One belongs to a {@link dev.errata.guard.cursor.CursorQuery}, and to no other list, caller, order or filter.
 */
@NullMarked
package dev.errata.guard.cursor;

import org.jspecify.annotations.NullMarked;
