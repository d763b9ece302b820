package dev.errata.spring;

import dev.errata.core.ApiError;
import dev.errata.core.ApiException;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Fact;
import dev.errata.core.Facts;
import dev.errata.guard.StoreFault;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/** Finds the condition behind an exception. Its text never gets into the answer. */
final class Refusals {
    /** A store that is restarted takes some seconds. */
    private static final long RETRY_SECONDS = 5;

    private final Catalog catalog;
    private final long bodyLimit;
    private final RequestWorks works;
    private final BodyRefusals bodies;
    private final ParameterRefusals parameters;
    private final Violations violations;

    Refusals(Catalog catalog, JsonMapper mapper, ErrataProperties properties, RequestWorks works) {
        this.catalog = catalog;
        this.bodyLimit = properties.maxBodyBytes();
        this.works = works;
        this.bodies = new BodyRefusals(mapper);
        this.parameters = new ParameterRefusals(mapper);
        this.violations = new Violations(mapper);
    }

    /** Whether nobody is left to answer. */
    boolean callerIsGone(Throwable failure) {
        return causes(failure).stream()
                .anyMatch(cause ->
                        cause instanceof AsyncRequestNotUsableException || cause instanceof ClientAbortException);
    }

    /** Whether the failure is an answer, such as a service that says it cannot work now, and not a defect. */
    boolean onPurpose(Throwable failure) {
        return failure instanceof AsyncRequestTimeoutException
                || (failure instanceof ApiException known && known.getCause() == null);
    }

    /** The failure of a store among the causes of a failure, null when there is none. */
    @Nullable
    Throwable ofStore(Throwable failure) {
        return StoreExceptions.find(causes(failure));
    }

    /** The answer for a status that came without a reason. */
    ApiError ofStatus(int status, HttpServletRequest request, HttpServletResponse response) {
        return answer(StatusConditions.of(status, request, response, bodyLimit));
    }

    /** The answer for an exception, null when nobody foresaw it. */
    @Nullable
    ApiError of(Throwable failure, HttpServletRequest request, HttpServletResponse response) {
        for (Throwable cause : causes(failure)) {
            if (cause instanceof ApiException known) {
                return known.error();
            }
        }
        Throwable store = ofStore(failure);
        if (store != null) {
            return isNothingDone(store, request)
                    ? catalog.answer(Condition.SERVER_UNAVAILABLE, Facts.of(Fact.RETRY_AFTER, RETRY_SECONDS))
                    : catalog.answer(Condition.SERVER_OUTCOME_UNKNOWN, Facts.none());
        }
        Throwable real = unwrapped(failure);
        ApiError error = foreseen(real, request, response);
        if (error == null) {
            Integer status = status(failure);
            return status == null ? null : ofStatus(status, request, response);
        }
        return real instanceof ErrorResponse spring ? withHeaders(error, spring) : error;
    }

    /** Spring's exceptions do not say whether theirs was the first work of the handler. */
    private boolean isNothingDone(Throwable store, HttpServletRequest request) {
        boolean nothingKept = !(store instanceof StoreFault fault) || fault.nothingKept();
        return nothingKept
                && (StatusConditions.isSafe(request) || (store instanceof StoreFault && !works.any(request)));
    }

    private @Nullable ApiError foreseen(Throwable failure, HttpServletRequest request, HttpServletResponse response) {
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
            return answer(List.of(new Offence(
                    Condition.REQUEST_BODY_FIELD_MISSING, part.getRequestPartName(), "body", Offence.PRESENT)));
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
        } else if (failure instanceof InvalidParameterException parameter) {
            return parameter.getErrorCode() == HttpServletResponse.SC_BAD_REQUEST
                    ? catalog.answer(Condition.REQUEST_TARGET, Facts.none())
                    : ofStatus(parameter.getErrorCode(), request, response);
        } else if (failure instanceof BadRequestException) {
            return catalog.answer(Condition.REQUEST_FRAMING, Facts.none());
        } else if (failure instanceof IllegalArgumentException && namesNoType(request)) {
            return catalog.answer(
                    Condition.REQUEST_MEDIA_TYPE, Facts.of(Fact.ALLOWED, List.of(MediaType.APPLICATION_JSON_VALUE)));
        }
        return failure instanceof ErrorResponse spring
                ? ofStatus(spring.getStatusCode().value(), request, response)
                : null;
    }

    private ApiError method(HttpRequestMethodNotSupportedException failure, HttpServletRequest request) {
        if (!StatusConditions.isMethod(request.getMethod())) {
            return catalog.answer(Condition.REQUEST_METHOD_UNKNOWN, StatusConditions.target(request));
        }
        String[] supported = failure.getSupportedMethods();
        return catalog.answer(
                Condition.REQUEST_METHOD,
                StatusConditions.target(request)
                        .and(
                                Fact.ALLOWED,
                                supported == null
                                        ? List.of()
                                        : Arrays.stream(supported).sorted().toList()));
    }

    /** A range of types names none; Spring has no exception of its own for a body that is marked with one. */
    private static boolean namesNoType(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.indexOf('*') >= 0;
    }

    private ApiError mediaType(HttpMediaTypeException failure) {
        Condition condition = failure instanceof HttpMediaTypeNotSupportedException
                ? Condition.REQUEST_MEDIA_TYPE
                : Condition.REQUEST_ACCEPT;
        List<String> allowed = failure.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .toList();
        return catalog.answer(condition, Facts.of(Fact.ALLOWED, allowed));
    }

    private ApiError multipart(MultipartException failure, HttpServletRequest request) {
        if (failure instanceof MaxUploadSizeExceededException tooLarge) {
            return catalog.answer(
                    Condition.REQUEST_BODY_TOO_LARGE,
                    Facts.of(Fact.LIMIT, ParameterRefusals.uploadLimit(tooLarge, bodyLimit)));
        }
        String type = request.getContentType();
        if (type == null || !type.startsWith("multipart/")) {
            return catalog.answer(
                    Condition.REQUEST_MEDIA_TYPE, Facts.of(Fact.ALLOWED, List.of(MediaType.MULTIPART_FORM_DATA_VALUE)));
        }
        return catalog.answer(
                Condition.REQUEST_BODY_MALFORMED,
                Facts.of(Fact.LOCATION, "body").and(Fact.RULE, "must be parts between boundaries"));
    }

    /** The status that the exception or one of its causes asks for by Spring's annotation, or as Spring Security's. */
    private static @Nullable Integer status(Throwable failure) {
        for (Throwable cause : causes(failure)) {
            ResponseStatus annotation =
                    AnnotatedElementUtils.findMergedAnnotation(cause.getClass(), ResponseStatus.class);
            if (annotation != null) {
                return annotation.code().value();
            }
        }
        return SecurityExceptions.status(unwrapped(failure));
    }

    private ApiError answer(StatusConditions.Found found) {
        return catalog.answer(found.condition(), found.facts());
    }

    private ApiError answer(List<Offence> offences) {
        return catalog.answer(offences.get(0).condition(), Offence.facts(offences));
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

    /**
     * What was thrown, without what carried it here. No further: an exception of Spring's deeper in the chain may be
     * about somebody else's answer to us.
     */
    private static Throwable unwrapped(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null
                && (at instanceof ServletException
                        || at instanceof ExecutionException
                        || at instanceof CompletionException
                        || at instanceof UndeclaredThrowableException)
                && !(at instanceof ErrorResponse)) {
            at = at.getCause();
        }
        return at;
    }

    /** The exception and its causes, outermost first. */
    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = failure; at != null && !chain.contains(at); at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }
}
