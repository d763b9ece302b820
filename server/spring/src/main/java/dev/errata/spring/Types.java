package dev.errata.spring;

import java.util.Set;

/** Knows classes by name where an application may do without their library. */
final class Types {
    private Types() {}

    /** Whether the exception's class, or one above it, has one of these names. */
    static boolean isAny(Throwable failure, Set<String> names) {
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (names.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }
}
