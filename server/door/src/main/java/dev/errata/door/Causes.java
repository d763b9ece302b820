package dev.errata.door;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Walks from an exception to what caused it; chains that are rings end. Thread-safe. */
public final class Causes {
    /** What carries another exception and says nothing itself. */
    private static final Set<Class<?>> CARRIERS = Set.of(
            ExecutionException.class,
            CompletionException.class,
            UndeclaredThrowableException.class,
            InvocationTargetException.class);

    private Causes() {}

    /** The exception and its causes, outermost first. */
    public static List<Throwable> of(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = failure; at != null && !chain.contains(at); at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }

    /** What was thrown, without what only carried it here. */
    static Throwable carried(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null && CARRIERS.contains(at.getClass())) {
            at = at.getCause();
        }
        return at;
    }
}
