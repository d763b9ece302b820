package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.door.Causes;
import dev.errata.door.DoorRequest;
import dev.errata.door.ErrorMapping;
import dev.errata.door.StatusConditions;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The status that an exception or one of its causes asks for by Spring's annotation. */
final class AnnotatedStatuses implements ErrorMapping {
    private final StatusConditions statuses;

    AnnotatedStatuses(Catalog catalog, long bodyLimit) {
        this.statuses = new StatusConditions(catalog, bodyLimit);
    }

    @Override
    public @Nullable ApiError map(Throwable failure, DoorRequest request) {
        for (Throwable cause : Causes.of(failure)) {
            ResponseStatus annotation =
                    AnnotatedElementUtils.findMergedAnnotation(cause.getClass(), ResponseStatus.class);
            if (annotation != null) {
                return statuses.answer(annotation.code().value(), request);
            }
        }
        return null;
    }
}
