package dev.errata.door;

import dev.errata.core.Catalog;
import dev.errata.core.Envelope;
import dev.errata.core.ErrorRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The catalog's envelope and RFC 9457, and the choice between them. An error is never refused for its media type: who
 * accepts neither gets the catalog's envelope.
 */
final class Negotiation {
    private final ErrorRenderer own;
    private final ErrorRenderer problem;
    private final String ownType;
    private final String problemType;

    /**
     * One range of an {@code Accept} header (RFC 9110, section 12.5.1), in small letters.
     *
     * @param place where it stands in the list
     * @param type such as {@code application/*}
     * @param quality 0 to 1
     */
    private record Range(int place, String type, double quality) {
        boolean includes(String other) {
            return type.equals("*/*")
                    || (type.endsWith("/*") && other.startsWith(type.substring(0, type.length() - 1)));
        }
    }

    Negotiation(Catalog catalog, String docs) {
        this.own = new ErrorRenderer(catalog, catalog.envelope(), docs);
        this.problem = new ErrorRenderer(catalog, Envelope.PROBLEM, docs);
        this.ownType = bare(own.mediaType());
        this.problemType = bare(problem.mediaType());
    }

    /** The catalog's envelope, whatever anybody accepts. */
    ErrorRenderer own() {
        return own;
    }

    /** Problem details when {@code Accept} names them and prefers them to the catalog's own type. */
    ErrorRenderer preferred(List<String> accept) {
        String all = String.join(",", accept).toLowerCase(Locale.ROOT);
        if (!all.contains(problemType)) {
            return own;
        }
        List<Range> ranges = ranges(all);
        Range named = find(ranges, problemType);
        if (named == null || named.quality == 0) {
            return own;
        }
        Range other = find(ranges, ownType);
        if (other != null && other.quality == named.quality) {
            return named.place < other.place ? problem : own;
        }
        double elsewhere = other != null
                ? other.quality
                : ranges.stream()
                        .filter(range -> range.includes(ownType))
                        .mapToDouble(Range::quality)
                        .max()
                        .orElse(0);
        return named.quality >= elsewhere ? problem : own;
    }

    private static @Nullable Range find(List<Range> ranges, String type) {
        return ranges.stream()
                .filter(range -> range.type.equals(type))
                .findFirst()
                .orElse(null);
    }

    private static List<Range> ranges(String accept) {
        List<Range> ranges = new ArrayList<>();
        for (String part : accept.split(",", -1)) {
            ranges.add(new Range(ranges.size(), bare(part), quality(part)));
        }
        return ranges;
    }

    private static String bare(String mediaType) {
        int end = mediaType.indexOf(';');
        return (end < 0 ? mediaType : mediaType.substring(0, end)).trim();
    }

    private static double quality(String range) {
        for (String parameter : range.split(";", -1)) {
            String text = parameter.trim();
            if (text.startsWith("q=")) {
                return weight(text.substring(2));
            }
        }
        return 1;
    }

    /** Zero to one with three digits at most behind the point; anything else is no weight, and the range counts not. */
    private static double weight(String text) {
        boolean form = !text.isEmpty()
                && text.length() <= 5
                && (text.charAt(0) == '0' || text.charAt(0) == '1')
                && (text.length() == 1 || text.charAt(1) == '.')
                && text.chars().skip(2).allMatch(c -> c >= '0' && c <= '9');
        return form ? Math.min(1, Double.parseDouble(text)) : 0;
    }
}
