package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.core.FieldError;
import dev.errata.door.DoorRequest;
import dev.errata.door.ErrorMapping;
import dev.errata.door.StatusConditions;
import jakarta.validation.ConstraintViolationException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.UnsatisfiedServletRequestParameterException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/** What Spring MVC throws. No text of an exception gets into an answer. */
final class MvcErrors implements ErrorMapping {
    private final Catalog catalog;
    private final long bodyLimit;
    private final StatusConditions statuses;
    private final BodyErrors bodies;
    private final ParameterErrors parameters;
    private final Violations violations;

    MvcErrors(Catalog catalog, JsonMapper mapper, long bodyLimit) {
        this.catalog = catalog;
        this.bodyLimit = bodyLimit;
        this.statuses = new StatusConditions(catalog, bodyLimit);
        this.bodies = new BodyErrors(mapper);
        this.parameters = new ParameterErrors(mapper);
        this.violations = new Violations(mapper);
    }

    @Override
    public @Nullable ApiError map(Throwable failure, DoorRequest request) {
        ApiError error = foreseen(failure, request);
        return error != null && failure instanceof ErrorResponse spring ? withHeaders(error, spring) : error;
    }

    /** A timeout is what the application asked for. */
    @Override
    public Level level(Throwable failure, ApiError error) {
        return failure instanceof AsyncRequestTimeoutException ? Level.DEBUG : ErrorMapping.super.level(failure, error);
    }

    private @Nullable ApiError foreseen(Throwable failure, DoorRequest request) {
        if (failure instanceof HttpMessageNotReadableException unreadable) {
            return answer(bodies.of(unreadable.getCause()));
        } else if (failure instanceof MethodArgumentNotValidException invalid) {
            return answer(violations.of(invalid));
        } else if (failure instanceof BindException invalid) {
            return answer(violations.of(invalid));
        } else if (failure instanceof HandlerMethodValidationException invalid) {
            return invalid.isForReturnValue() ? null : answer(violations.of(invalid));
        } else if (failure instanceof ConstraintViolationException invalid) {
            return answer(violations.of(invalid));
        } else if (failure instanceof MissingPathVariableException) {
            return null;
        } else if (failure instanceof MissingRequestValueException missing) {
            return answer(List.of(parameters.missing(missing)));
        } else if (failure instanceof UnsatisfiedServletRequestParameterException unmet) {
            return answer(List.of(parameters.unsatisfied(unmet)));
        } else if (failure instanceof MissingServletRequestPartException part) {
            return answer(List.of(new FieldError(
                    Condition.REQUEST_BODY_FIELD_MISSING, part.getRequestPartName(), "body", FieldError.PRESENT)));
        } else if (failure instanceof MethodArgumentTypeMismatchException mismatch) {
            return answer(List.of(parameters.mismatch(mismatch)));
        } else if (failure instanceof NoResourceFoundException || failure instanceof NoHandlerFoundException) {
            return catalog.answer(Condition.ABSENT_ROUTE, StatusConditions.target(request));
        } else if (failure instanceof HttpRequestMethodNotSupportedException method) {
            return method(method, request);
        } else if (failure instanceof HttpMediaTypeException type) {
            return mediaType(type);
        } else if (failure instanceof MultipartException multipart) {
            return multipart(multipart, request);
        } else if (failure instanceof AsyncRequestTimeoutException) {
            return catalog.answer(StatusConditions.tooLate(request), Facts.none());
        } else if (failure instanceof IllegalArgumentException && namesNoType(request)) {
            return catalog.answer(
                    Condition.REQUEST_MEDIA_TYPE, Facts.allowed(List.of(MediaType.APPLICATION_JSON_VALUE)));
        }
        return failure instanceof ErrorResponse spring
                ? statuses.answer(spring.getStatusCode().value(), request)
                : null;
    }

    private ApiError method(HttpRequestMethodNotSupportedException failure, DoorRequest request) {
        if (!StatusConditions.isMethod(request.method())) {
            return catalog.answer(Condition.REQUEST_METHOD_UNKNOWN, StatusConditions.target(request));
        }
        String[] supported = failure.getSupportedMethods();
        return catalog.answer(
                Condition.REQUEST_METHOD,
                Facts.methods(
                        request.method(),
                        request.path(),
                        supported == null
                                ? List.of()
                                : Arrays.stream(supported).sorted().toList()));
    }

    /** A range of types names none; Spring has no exception of its own for a body that is marked with one. */
    private static boolean namesNoType(DoorRequest request) {
        String type = request.list("Content-Type");
        return type.indexOf('*') >= 0;
    }

    private ApiError mediaType(HttpMediaTypeException failure) {
        Condition condition = failure instanceof HttpMediaTypeNotSupportedException
                ? Condition.REQUEST_MEDIA_TYPE
                : Condition.REQUEST_ACCEPT;
        List<String> allowed = failure.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .toList();
        // An Accept header that cannot be read is refused before anybody asks what there is.
        boolean unasked = condition == Condition.REQUEST_ACCEPT && allowed.isEmpty();
        return catalog.answer(
                condition, Facts.allowed(unasked ? List.of(catalog.envelope().mediaType()) : allowed));
    }

    private ApiError multipart(MultipartException failure, DoorRequest request) {
        if (failure instanceof MaxUploadSizeExceededException tooLarge) {
            return catalog.answer(
                    Condition.REQUEST_BODY_TOO_LARGE, Facts.limit(ParameterErrors.uploadLimit(tooLarge, bodyLimit)));
        }
        String type = request.list("Content-Type");
        if (!type.startsWith("multipart/")) {
            return catalog.answer(
                    Condition.REQUEST_MEDIA_TYPE, Facts.allowed(List.of(MediaType.MULTIPART_FORM_DATA_VALUE)));
        }
        return catalog.answer(Condition.REQUEST_BODY_MALFORMED, Facts.body("must be parts between boundaries"));
    }

    private ApiError answer(BodyErrors.Found found) {
        return catalog.answer(found.condition(), found.facts());
    }

    private ApiError answer(List<FieldError> offences) {
        return catalog.answer(FieldError.leading(offences).condition(), Facts.fields(offences));
    }

    /** Allow, Accept and what an application put there; never a description of a body. */
    private static ApiError withHeaders(ApiError error, ErrorResponse response) {
        ApiError more = error;
        for (String name : response.getHeaders().headerNames()) {
            List<String> values = response.getHeaders().getValuesAsList(name);
            if (!name.regionMatches(true, 0, "Content-", 0, "Content-".length())) {
                more = more.header(name, String.join(", ", values));
            }
        }
        return more;
    }
}
