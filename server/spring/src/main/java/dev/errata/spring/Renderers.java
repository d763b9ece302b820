package dev.errata.spring;

import dev.errata.core.Envelope;
import dev.errata.core.ErrorRenderer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * The catalog's envelope and RFC 9457, and the choice between them. An error is never refused for its media type: who
 * accepts neither gets the catalog's envelope.
 */
final class Renderers {
    private final ErrorRenderer own;
    private final ErrorRenderer problem;
    private final MediaType ownType;

    Renderers(ErrorRenderer own, ErrorRenderer problem) {
        this.own = own;
        this.problem = problem;
        this.ownType = MediaType.parseMediaType(own.mediaType());
    }

    /** Problem details when {@code Accept} names them and prefers them to the catalog's own type. */
    ErrorRenderer preferred(Iterable<String> accept) {
        List<MediaType> ranges;
        try {
            ranges = MediaType.parseMediaTypes(String.join(",", accept));
        } catch (InvalidMediaTypeException ignored) {
            return own;
        }
        MediaType named = find(ranges, MediaType.parseMediaType(Envelope.PROBLEM.mediaType()));
        if (named == null || named.getQualityValue() == 0) {
            return own;
        }
        MediaType other = find(ranges, ownType);
        if (other != null && other.getQualityValue() == named.getQualityValue()) {
            return ranges.indexOf(named) < ranges.indexOf(other) ? problem : own;
        }
        double elsewhere = other != null
                ? other.getQualityValue()
                : ranges.stream()
                        .filter(range -> range.isWildcardType() || range.isWildcardSubtype())
                        .filter(range -> range.includes(ownType))
                        .mapToDouble(MediaType::getQualityValue)
                        .max()
                        .orElse(0);
        return named.getQualityValue() >= elsewhere ? problem : own;
    }

    private static @Nullable MediaType find(List<MediaType> ranges, MediaType type) {
        return ranges.stream()
                .filter(range -> range.equalsTypeAndSubtype(type))
                .findFirst()
                .orElse(null);
    }
}
