/**
 * The error contract of one API at run time.
 *
 * <p>{@link dev.errata.core.Catalog} holds the {@link dev.errata.core.Code}s; a code has one or more
 * {@link dev.errata.core.Variant}s. An {@link dev.errata.core.ApiError} is one occurrence, as a value; an
 * {@link dev.errata.core.ApiException} carries it through the stack. Situations that the platform detects by itself are
 * {@link dev.errata.core.Condition}s with {@link dev.errata.core.Facts}; the catalog turns them into errors. The
 * {@link dev.errata.core.Envelope} is the shape of the body as data, and {@link dev.errata.core.ErrorRenderer} is that
 * shape compiled to bytes.
 *
 * <p>Depends on the JDK only.
 */
@NullMarked
package dev.errata.core;

import org.jspecify.annotations.NullMarked;
