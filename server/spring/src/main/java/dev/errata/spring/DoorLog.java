package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.door.DoorListener;
import dev.errata.door.DoorRequest;
import dev.errata.door.Origin;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes errors to the log: what nobody foresaw with its stack, every other as a line that only debugging shows, unless its
 * page or mapping is louder.
 */
final class DoorLog implements DoorListener {
    private static final Logger LOG = LoggerFactory.getLogger(DoorLog.class);

    /** A line for each error that is answered; its name is documented. */
    private static final Logger REFUSALS = LoggerFactory.getLogger("dev.errata.refusals");

    /** The codes and statuses that were told. */
    private final Set<String> replaced = ConcurrentHashMap.newKeySet();

    @Override
    public void answered(DoorRequest request, String requestId, ApiError error, Origin origin) {
        if (error.replaced() != 0) {
            warnOnce(request, error);
        }
        if (origin.level() == Level.OFF) {
            return;
        }
        // Who is told of a failure already reads the line only when looking for it.
        var level = told(request, requestId, error, origin) ? org.slf4j.event.Level.DEBUG : slf4j(origin.level());
        if (REFUSALS.isEnabledForLevel(level)) {
            REFUSALS.atLevel(level)
                    .log(
                            "{} {} {} {} request id {}",
                            error.code(),
                            error.status(),
                            request.method(),
                            route(request),
                            requestId);
        }
    }

    /** Once for a code and a status, of which there are few, whoever calls however often. */
    private void warnOnce(DoorRequest request, ApiError error) {
        if (replaced.add(error.variant() + " " + error.replaced())) {
            LOG.warn(
                    "{} {} set the status {}, and {} answered it with {}; 'statuses: [{}]' on its page would keep it. This"
                            + " is said once for the two",
                    request.method(),
                    route(request),
                    error.replaced(),
                    error.variant(),
                    error.status(),
                    error.replaced());
        }
    }

    private static org.slf4j.event.Level slf4j(Level level) {
        return switch (level) {
            case ALL, TRACE, DEBUG, OFF -> org.slf4j.event.Level.DEBUG;
            case INFO -> org.slf4j.event.Level.INFO;
            case WARNING -> org.slf4j.event.Level.WARN;
            case ERROR -> org.slf4j.event.Level.ERROR;
        };
    }

    /** Whether it was a failure, and so loud that it has been told. */
    private static boolean told(DoorRequest request, String requestId, ApiError error, Origin origin) {
        if (origin instanceof Origin.Thrown thrown && origin.level() == Level.ERROR) {
            LOG.error(
                    "{} {} failed and was answered with {}; request id {}",
                    request.method(),
                    request.path(),
                    error.code(),
                    requestId,
                    thrown.failure());
            return true;
        } else if (origin instanceof Origin.Thrown thrown && origin.level() == Level.WARNING) {
            Throwable store = PersistenceErrors.away(thrown.failure());
            LOG.warn(
                    "{} {} was answered with {} because {}: {}; request id {}",
                    request.method(),
                    request.path(),
                    error.code(),
                    store == null ? "of " + thrown.failure().getClass().getName() : "a store failed",
                    store == null ? thrown.failure().getMessage() : store.getMessage(),
                    requestId);
            LOG.debug("The stack of request id {}", requestId, thrown.failure());
            return true;
        } else if (origin instanceof Origin.Status status && origin.level() == Level.ERROR) {
            LOG.error(
                    "{} {} came to status {} without a reason and was answered with {}; request id {}",
                    request.method(),
                    request.path(),
                    status.status(),
                    error.code(),
                    requestId);
            return true;
        }
        return false;
    }

    /** The pattern of the handler, or the path where none was found; without what a caller put into a query. */
    private static String route(DoorRequest request) {
        String pattern = request.route();
        if (pattern != null) {
            return pattern;
        }
        int parameters = request.path().indexOf(';');
        return parameters < 0 ? request.path() : request.path().substring(0, parameters);
    }
}
