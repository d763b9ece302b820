package dev.errata.guard.stream;

/** How a stream ended. */
public enum StreamEnding {
    /** The client closed the connection, or it broke. */
    CLIENT_LEFT,
    /** The client read too slowly: events that it had not read were no longer retained, or nothing was taken at all. */
    TOO_SLOW,
    /** The log or the server was closed; the client got everything. */
    CLOSED,
    /** An error was sent as the last event; or not even that could be done, and the connection was cut. */
    FAILED
}
