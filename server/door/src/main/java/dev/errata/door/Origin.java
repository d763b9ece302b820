package dev.errata.door;

import java.lang.System.Logger.Level;

/** What brought an error to the door. */
public sealed interface Origin {
    /** A guard, the door itself, or a status below 500 that came without a reason. */
    record Refused() implements Origin {}

    /**
     * An exception.
     *
     * @param failure what was thrown
     * @param level how loud a log should tell: ERROR of what nobody foresaw, with its stack
     */
    record Thrown(Throwable failure, Level level) implements Origin {}

    /**
     * A status of 500 or more that came without a reason.
     *
     * @param status as it was set
     */
    record Status(int status) implements Origin {}
}
