package dev.errata.spring;

import dev.errata.core.Condition;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
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
final class ParameterRefusals {
    private final JsonMapper mapper;

    ParameterRefusals(JsonMapper mapper) {
        this.mapper = mapper;
    }

    Offence missing(MissingRequestValueException failure) {
        if (failure instanceof MissingRequestHeaderException header) {
            return new Offence(Condition.REQUEST_HEADER_MISSING, header.getHeaderName(), "header", Offence.PRESENT);
        } else if (failure instanceof MissingRequestCookieException cookie) {
            return new Offence(Condition.REQUEST_COOKIE_MISSING, cookie.getCookieName(), "cookie", Offence.PRESENT);
        } else if (failure instanceof MissingServletRequestParameterException parameter) {
            return new Offence(
                    Condition.REQUEST_PARAMETER_MISSING, parameter.getParameterName(), "query", Offence.PRESENT);
        }
        String name = failure instanceof MissingMatrixVariableException variable ? variable.getVariableName() : "";
        return new Offence(Condition.REQUEST_PARAMETER_MISSING, name, "path", Offence.PRESENT);
    }

    Offence unsatisfied(UnsatisfiedServletRequestParameterException failure) {
        return new Offence(
                Condition.REQUEST_PARAMETER,
                String.join(", ", failure.getParamConditions()),
                "query",
                "must be what this operation is told by");
    }

    Offence mismatch(MethodArgumentTypeMismatchException failure) {
        ParameterPlace place = ParameterPlace.of(failure.getParameter());
        if (NulText.isIn(failure.getValue())) {
            return new Offence(
                    Condition.REQUEST_PARAMETER_CONSTRAINT, failure.getName(), place.location(), NulText.RULE);
        }
        Condition condition =
                place.location().equals("header") ? Condition.REQUEST_HEADER : Condition.REQUEST_PARAMETER_TYPE;
        return new Offence(
                condition, failure.getName(), place.location(), TypeWords.rule(failure.getRequiredType(), mapper));
    }

    /** The bound that an upload crossed, which Spring does not always know. */
    static long uploadLimit(MaxUploadSizeExceededException failure, long otherwise) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SizeException size) {
                return size.getPermittedSize();
            }
        }
        return failure.getMaxUploadSize() >= 0 ? failure.getMaxUploadSize() : otherwise;
    }
}
