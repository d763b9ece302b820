package dev.errata.spring;

import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.core.FieldError;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Tells apart what Jackson refuses: one Spring exception, ten conditions. */
final class BodyErrors {
    private static final String BODY = "body";
    private static final String ONE_VALUE = "must be one complete JSON value";

    private final JsonMapper mapper;

    /** A condition and what is known of it. */
    record Found(Condition condition, Facts facts) {}

    BodyErrors(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** The condition of a body that could not be read for this reason; without a reason there was nothing to read. */
    Found of(@Nullable Throwable reason) {
        if (reason == null) {
            return empty();
        }
        return reason instanceof JacksonException failure ? of(failure) : malformed("must be what its media type says");
    }

    private Found of(JacksonException failure) {
        if (failure instanceof StreamConstraintsException) {
            return whole(
                    Condition.REQUEST_BODY_BOUNDS, "must not nest deeper, or hold longer values, than this API reads");
        } else if (failure instanceof InputCoercionException overflow) {
            return field(Condition.REQUEST_BODY_FIELD_TYPE, path(overflow), overflow.getTargetType());
        } else if (failure instanceof StreamReadException broken) {
            return broken.getOriginalMessage().startsWith("Duplicate ") ? duplicate(broken) : malformed(ONE_VALUE);
        } else if (failure instanceof UnrecognizedPropertyException) {
            return found(Condition.REQUEST_BODY_FIELD_UNKNOWN, path(failure.getPath()), "must be left out");
        } else if (failure instanceof InvalidFormatException wrong) {
            return wrongValue(wrong);
        } else if (failure instanceof InvalidNullException) {
            return found(Condition.REQUEST_BODY_FIELD_MISSING, path(failure.getPath()), FieldError.PRESENT);
        } else if (failure instanceof MismatchedInputException mismatch) {
            return mismatch(mismatch);
        }
        return found(Condition.REQUEST_BODY_FIELD, path(failure.getPath()), "must be a value that this API takes");
    }

    private Found wrongValue(InvalidFormatException wrong) {
        if (NulText.isIn(wrong.getValue())) {
            return found(Condition.REQUEST_BODY_FIELD_CONSTRAINT, path(wrong.getPath()), NulText.RULE);
        }
        Class<?> type = wrong.getTargetType();
        if (type != null && type.isEnum()) {
            return value(path(wrong.getPath()), type);
        }
        return field(Condition.REQUEST_BODY_FIELD_TYPE, path(wrong.getPath()), type);
    }

    private Found mismatch(MismatchedInputException mismatch) {
        String message = mismatch.getOriginalMessage();
        String path = path(mismatch.getPath());
        if (path.isEmpty() && message.startsWith("No content")) {
            return empty();
        }
        if (message.startsWith("Trailing token")) {
            return malformed(ONE_VALUE);
        }
        if (message.startsWith("Cannot map `null`") || message.startsWith("Missing required creator property")) {
            return found(Condition.REQUEST_BODY_FIELD_MISSING, path, FieldError.PRESENT);
        }
        return field(Condition.REQUEST_BODY_FIELD_TYPE, path, mismatch.getTargetType());
    }

    private static Found empty() {
        return whole(Condition.REQUEST_BODY_EMPTY, "must not be empty");
    }

    private static Found malformed(String rule) {
        return whole(Condition.REQUEST_BODY_MALFORMED, rule);
    }

    private static Found duplicate(StreamReadException broken) {
        return found(Condition.REQUEST_BODY_DUPLICATE, path(broken), "must not stand twice in one object");
    }

    private Found field(Condition condition, String path, @Nullable Class<?> type) {
        return found(condition, path, TypeWords.rule(type, mapper));
    }

    private Found value(String path, Class<?> type) {
        String rule = TypeWords.rule(type, mapper);
        return path.isEmpty()
                ? whole(Condition.REQUEST_BODY, rule)
                : new Found(
                        Condition.REQUEST_BODY_FIELD_VALUE,
                        Facts.value(path, BODY, rule, TypeWords.allowed(type, mapper)));
    }

    private static Found found(Condition condition, String path, String rule) {
        return path.isEmpty()
                ? whole(Condition.REQUEST_BODY, rule)
                : new Found(condition, Facts.field(path, BODY, rule));
    }

    private static Found whole(Condition condition, String rule) {
        return new Found(condition, Facts.body(rule));
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            String name = reference.getPropertyName();
            if (name != null) {
                path.append(path.isEmpty() ? "" : ".").append(name);
            } else if (reference.getIndex() >= 0) {
                path.append(String.format(Locale.ROOT, "[%d]", reference.getIndex()));
            }
        }
        return path.toString();
    }

    /** Where the parser stands; the reader's own path is not complete when the parser fails. */
    private static String path(StreamReadException failure) {
        JsonParser parser = failure.processor();
        return parser == null ? path(failure.getPath()) : path(parser.streamReadContext());
    }

    private static String path(@Nullable TokenStreamContext at) {
        if (at == null || at.inRoot()) {
            return "";
        }
        String parent = path(at.getParent());
        if (at.inArray()) {
            return parent + "[" + at.getCurrentIndex() + "]";
        }
        return at.currentName() == null ? parent : parent + (parent.isEmpty() ? "" : ".") + at.currentName();
    }
}
