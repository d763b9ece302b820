package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.Causes;
import dev.errata.door.DoorRequest;
import dev.errata.door.ErrorMapping;
import dev.errata.door.StatusConditions;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.jspecify.annotations.Nullable;

/** What Tomcat throws while an application reads a request. */
final class TomcatErrors implements ErrorMapping {
    private static final int BAD_REQUEST = 400;

    private final Catalog catalog;
    private final StatusConditions statuses;

    TomcatErrors(Catalog catalog, long bodyLimit) {
        this.catalog = catalog;
        this.statuses = new StatusConditions(catalog, bodyLimit);
    }

    @Override
    public @Nullable ApiError map(Throwable failure, DoorRequest request) {
        if (failure instanceof InvalidParameterException parameter) {
            return parameter.getErrorCode() == BAD_REQUEST
                    ? catalog.answer(Condition.REQUEST_TARGET, Facts.none())
                    : statuses.answer(parameter.getErrorCode(), request);
        }
        return failure instanceof BadRequestException ? catalog.answer(Condition.REQUEST_FRAMING, Facts.none()) : null;
    }

    /** The bound that an upload crossed, negative when the exception does not know it. */
    static long uploadLimit(Throwable failure) {
        for (Throwable cause : Causes.of(failure)) {
            if (cause instanceof SizeException size) {
                return size.getPermittedSize();
            }
        }
        return -1;
    }
}
