package dev.errata.door;

import java.lang.System.Logger.Level;

/** What brought an error to the door. */
public sealed interface Origin {
    /** How loud a log should tell: ERROR of what nobody foresaw, with its stack; OFF for not at all. */
    Level level();

    /** A guard, the door itself, or a status below 500 that came without a reason. */
    record Refused(Level level) implements Origin {}

    /**
     * An exception.
     *
     * @param failure what was thrown
     */
    record Thrown(Throwable failure, Level level) implements Origin {}

    /**
     * A status of 500 or more that came without a reason.
     *
     * @param status as it was set
     */
    record Status(int status, Level level) implements Origin {}
}
