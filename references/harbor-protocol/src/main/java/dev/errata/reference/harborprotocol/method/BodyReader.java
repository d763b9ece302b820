package dev.errata.reference.harborprotocol.method;

import dev.errata.reference.harborprotocol.HarborProtocolErrors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads bodies of one type, whatever media type they are said to be of, and says of what it refuses where it stands. */
public final class BodyReader<T> {
    private static final int LONGEST_NAME = 64;

    private final ObjectReader reader;
    private final boolean needed;

    /**
     * A reader.
     *
     * @param tolerant whether members that the type does not have are passed over
     * @param needed whether an empty body is refused, and not taken for an empty object
     */
    public BodyReader(JsonMapper json, Class<T> type, boolean tolerant, boolean needed) {
        ObjectReader strict = json.readerFor(type);
        ObjectReader words = strict.with(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        this.reader = tolerant ? words.without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) : words;
        this.needed = needed;
    }

    public T read(byte[] body, HttpServletRequest request) {
        try {
            T read = body.length == 0 && !needed ? reader.readValue("{}") : reader.readValue(body);
            if (read == null) {
                throw HarborProtocolErrors.invalidRequestBody("must be a JSON object");
            }
            return read;
        } catch (UnrecognizedPropertyException unknown) {
            throw unknown(unknown);
        } catch (StreamReadException broken) {
            throw broken.getOriginalMessage().startsWith("Duplicate ") ? unreadable(broken, request) : noJson(broken);
        } catch (JacksonException e) {
            throw unreadable(e, request);
        }
    }

    private static RuntimeException unknown(UnrecognizedPropertyException unknown) {
        Collection<Object> known = Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of());
        return HarborProtocolErrors.invalidRequestMember(
                path(unknown.getPath()),
                "is no member here; members are "
                        + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
    }

    private static RuntimeException noJson(StreamReadException broken) {
        return HarborProtocolErrors.invalidRequestBody(String.format(
                Locale.ROOT,
                "must be one JSON object; it is no JSON at line %d, column %d",
                broken.getLocation().getLineNr(),
                broken.getLocation().getColumnNr()));
    }

    /** As Spring says it, so that the starter finds the condition behind it. */
    private static RuntimeException unreadable(JacksonException e, HttpServletRequest request) {
        return new HttpMessageNotReadableException("unreadable", e, new ServletServerHttpRequest(request));
    }

    private static String path(List<Reference> references) {
        StringBuilder path = new StringBuilder();
        for (Reference reference : references) {
            String name = reference.getPropertyName();
            if (name == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(printable(name));
            }
        }
        return path.toString();
    }

    /** A name that the sender chose, cut to what a message may show. */
    private static String printable(String name) {
        return name.codePoints()
                .limit(LONGEST_NAME)
                .map(point -> point > ' ' && point < 0x7F ? point : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
