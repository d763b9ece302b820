package dev.errata.spring;

import dev.errata.core.Condition;
import dev.errata.core.FieldError;
import dev.errata.door.Causes;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.MissingMatrixVariableException;
import org.springframework.web.bind.MissingRequestCookieException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.UnsatisfiedServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong with parameters, headers and cookies. */
final class ParameterErrors {
    private static final boolean TOMCAT = ClassUtils.isPresent(
            "org.apache.tomcat.util.http.fileupload.impl.SizeException", ParameterErrors.class.getClassLoader());

    /** Of a number that is a long. */
    private static final int MOST_DIGITS = 19;

    private final JsonMapper mapper;

    ParameterErrors(JsonMapper mapper) {
        this.mapper = mapper;
    }

    FieldError missing(MissingRequestValueException failure) {
        if (failure instanceof MissingRequestHeaderException header) {
            return new FieldError(
                    Condition.REQUEST_HEADER_MISSING, header.getHeaderName(), "header", FieldError.PRESENT);
        } else if (failure instanceof MissingRequestCookieException cookie) {
            return new FieldError(
                    Condition.REQUEST_COOKIE_MISSING, cookie.getCookieName(), "cookie", FieldError.PRESENT);
        } else if (failure instanceof MissingServletRequestParameterException parameter) {
            return new FieldError(
                    Condition.REQUEST_PARAMETER_MISSING, parameter.getParameterName(), "query", FieldError.PRESENT);
        }
        String name = failure instanceof MissingMatrixVariableException variable ? variable.getVariableName() : "";
        return new FieldError(Condition.REQUEST_PARAMETER_MISSING, name, "path", FieldError.PRESENT);
    }

    FieldError unsatisfied(UnsatisfiedServletRequestParameterException failure) {
        return new FieldError(
                Condition.REQUEST_PARAMETER,
                String.join(", ", failure.getParamConditions()),
                "query",
                "must be what this operation is told by");
    }

    FieldError mismatch(MethodArgumentTypeMismatchException failure) {
        ParameterPlace place = ParameterPlace.of(failure.getParameter());
        if (NulText.isIn(failure.getValue())) {
            return new FieldError(
                    Condition.REQUEST_PARAMETER_CONSTRAINT, failure.getName(), place.location(), NulText.RULE);
        }
        Condition condition =
                place.location().equals("header") ? Condition.REQUEST_HEADER : Condition.REQUEST_PARAMETER_TYPE;
        return new FieldError(
                condition, failure.getName(), place.location(), TypeWords.rule(failure.getRequiredType(), mapper));
    }

    /** The bound that an upload crossed, which Spring does not always know; only the server's own exception does. */
    static long uploadLimit(MaxUploadSizeExceededException failure, long otherwise) {
        long known = TOMCAT ? TomcatErrors.uploadLimit(failure) : -1;
        if (known < 0) {
            known = lastNumber(failure);
        }
        return known >= 0 ? known : failure.getMaxUploadSize() >= 0 ? failure.getMaxUploadSize() : otherwise;
    }

    /** Jetty has it at the end of a text only, {@code max file size exceeded: 1024}; -1 where there is none. */
    private static long lastNumber(Throwable failure) {
        for (Throwable cause : Causes.of(failure)) {
            String text = String.valueOf(cause.getMessage());
            String last = text.substring(text.lastIndexOf(' ') + 1);
            if (text.contains("exceeded: ") && isNumber(last)) {
                return Long.parseLong(last);
            }
        }
        return -1;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
