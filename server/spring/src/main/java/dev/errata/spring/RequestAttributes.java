package dev.errata.spring;

import dev.errata.guard.Caller;

/** What the starter leaves on a request. */
public final class RequestAttributes {
    /** The request id, a string; there on every request that reaches a handler. */
    public static final String REQUEST_ID = "dev.errata.requestId";

    /** The {@link Caller} that a guard found; absent when none did. A handler may also declare a parameter of it,
     * or of anything else {@link dev.errata.guard.AboutCaller} that a guard leaves. */
    public static final String CALLER = attribute(Caller.class);

    /** What {@link ForwardedBase} found out. */
    static final String BASE = "dev.errata.base";

    /** There where a declared proxy handed the request on. */
    static final String BY_PROXY = "dev.errata.byProxy";

    /** Closes the connection at once when it is run, also after the request's first thread has gone. */
    static final String CUT = "dev.errata.cut";

    /** Returns when it is run as soon as no thread of the container works with the request any more. */
    static final String LEFT = "dev.errata.left";

    /** The {@link LateBody}; absent where the server cannot wait for bodies, and when there is none. */
    static final String BODY = "dev.errata.body";

    private RequestAttributes() {}

    /** Where a guard's value of this kind is left. */
    static String attribute(Class<?> kind) {
        return "dev.errata.guard:" + kind.getName();
    }
}
