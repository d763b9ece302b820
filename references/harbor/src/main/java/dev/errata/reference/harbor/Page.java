package dev.errata.reference.harbor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, newest first.
 *
 * @param endCursor where the next part begins; null at the end
 */
record Page<T>(List<T> data, boolean hasMore, @Nullable String endCursor) {}
