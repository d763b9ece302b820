package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.architecture.RegularExpressions.Use;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which regular expressions are told from which. */
class GrowthTest {
    /** Those that this project once had, and others of each kind. */
    @Test
    void whatGrowsFasterThanItsInputIsFound() {
        Map<String, Use> known = new TreeMap<>(Map.of(
                "^0*\\d+x?$", Use.WHOLE,
                "(a+)+b", Use.WHOLE,
                "[.!]+$", Use.SEARCH,
                "\\s*;.*", Use.SEARCH,
                "\\{\\{\\s*([^{}]*?)\\s*}}", Use.SEARCH,
                "<([^>]+)>\\s*;[^,]*\\brel=\"?help\"?", Use.SEARCH,
                "([A-Za-z_][\\w.-]*)=(?:\"([^\"]*)\"|(\\S*))", Use.SEARCH,
                "goroutine \\d+|\\b[\\w/.-]+\\.go:\\d+", Use.SEARCH,
                "(?i)authorization|.*(api|access|secret)[-_]?(key|token).*|.*-token", Use.WHOLE));
        known.keySet()
                .removeIf(text -> Growth.hostile(Pattern.compile(text), Objects.requireNonNull(known.get(text)))
                        .isPresent());

        assertThat(known).isEmpty();
    }

    /** Some of them mended, and one that is linear because it begins at the beginning. */
    @Test
    void whatGrowsWithItsInputIsNotFound() {
        Map<String, Use> known = new TreeMap<>(Map.of(
                "0*+\\d*+x?", Use.WHOLE,
                "(?:a|b)*+c", Use.WHOLE,
                "(?<![.!])[.!]++$", Use.SEARCH,
                "[A-Za-z][A-Za-z0-9+.-]+:", Use.BEGINNING,
                "\\{\\{([^{}]*+)}}", Use.SEARCH));
        known.keySet()
                .removeIf(text -> Growth.hostile(Pattern.compile(text), Objects.requireNonNull(known.get(text)))
                        .isEmpty());

        assertThat(known).isEmpty();
    }
}
