package dev.errata.reference.harmont;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, newest first.
 *
 * @param nextCursor where the next part begins; null at the end
 */
record Page<T>(List<T> data, @Nullable String nextCursor) {}
