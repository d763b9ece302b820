package dev.errata.client;

/** What an answer means for the request that it answers. */
sealed interface Received {
    /** A success as it was asked for. */
    record Fine(Answer answer) implements Received {}

    /** Anything else. */
    record Wrong(ErrorAnswer answer, Outcome outcome) implements Received {}
}
