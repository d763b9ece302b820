package dev.errata.door;

import dev.errata.core.ApiError;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Says which error of the contract an exception means. Mappings are asked in their order, each for what was thrown and
 * then for its causes, and the first that knows answers; {@link ErrorMappings} builds one from classes of exceptions. What
 * the framework throws to refuse a request, such as a parameter of another type, is not looked through. Thread-safe.
 */
@FunctionalInterface
public interface ErrorMapping {
    /**
     * The error that answers the exception, null when this mapping does not know it.
     *
     * @param failure what was thrown, without what only carried it here, such as {@code ExecutionException}, or a cause
     */
    @Nullable
    ApiError map(Throwable failure, DoorRequest request);

    /**
     * How loud a log tells of it: as the page of the code says, else ERROR with a stack for a status of 500 or more and
     * DEBUG for any other.
     */
    default Level level(Throwable failure, ApiError error) {
        Level page = error.code().log();
        if (page != null) {
            return page;
        }
        return error.status() >= 500 ? Level.ERROR : Level.DEBUG;
    }
}
