package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.door.DoorListener;
import dev.errata.door.DoorRequest;
import dev.errata.door.Origin;
import java.lang.System.Logger.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes errors to the log: what nobody foresaw with its stack, every other as a line that only debugging shows. */
final class DoorLog implements DoorListener {
    private static final Logger LOG = LoggerFactory.getLogger(DoorLog.class);

    /** A line for each error that is answered; its name is documented. */
    private static final Logger REFUSALS = LoggerFactory.getLogger("dev.errata.refusals");

    @Override
    public void answered(DoorRequest request, String requestId, ApiError error, Origin origin) {
        if (origin instanceof Origin.Thrown thrown) {
            told(request, requestId, error, thrown);
        } else if (origin instanceof Origin.Status status) {
            LOG.error(
                    "{} {} came to status {} without a reason and was answered with {}; request id {}",
                    request.method(),
                    request.path(),
                    status.status(),
                    error.code(),
                    requestId);
        }
        if (REFUSALS.isDebugEnabled()) {
            REFUSALS.debug(
                    "{} {} {} {} request id {}",
                    error.code(),
                    error.status(),
                    request.method(),
                    route(request),
                    requestId);
        }
    }

    private static void told(DoorRequest request, String requestId, ApiError error, Origin.Thrown thrown) {
        if (thrown.level().getSeverity() >= Level.ERROR.getSeverity()) {
            LOG.error(
                    "{} {} failed and was answered with {}; request id {}",
                    request.method(),
                    request.path(),
                    error.code(),
                    requestId,
                    thrown.failure());
        } else if (thrown.level() == Level.WARNING) {
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
        }
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
