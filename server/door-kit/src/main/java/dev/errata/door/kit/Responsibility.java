package dev.errata.door.kit;

/** Who meets a request that is refused. */
public enum Responsibility {
    /** It reaches a handler or a filter, so an adapter can answer it. */
    FRAMEWORK,
    /** The server may refuse it before any handler is asked; whether an adapter can answer it depends on the server. */
    SERVER
}
