package dev.errata.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.errata.architecture.RegularExpressions.Expression;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** No regular expression takes more steps than in proportion to its input. */
@AnalyzeClasses(
        packages = "dev.errata",
        importOptions = {DoNotIncludeTests.class, Modules.Written.class})
class RegularExpressionsTest {
    /** What is made at run time or takes more steps, and why it may. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "dev.errata.catalog.CodeChecks, made at run time", "the pattern that a catalog sets for its own codes",
            "dev.errata.catalog.RootReader, made at run time",
                    "the same; it is compiled there and held against nothing",
            "dev.errata.generate.PackageFolder, made at run time", "a name, quoted, in package files of a few lines",
            "dev.errata.site.Highlight, made at run time", "samples that were written with the pages, at build time",
            "dev.errata.webhooks.SignatureScheme, made at run time", "a literal separator");

    /** Compared as a whole, so that an exception that nobody needs any more goes too. */
    @ArchTest
    static void everyRegularExpressionIsLinearOrAnExceptionWithAReason(JavaClasses classes) {
        Map<String, String> grown = new TreeMap<>();
        for (Expression expression : Set.copyOf(RegularExpressions.in(classes))) {
            if (expression.text() == null) {
                grown.put(expression.name(), "");
            } else {
                expression
                        .uses()
                        .forEach(use -> Growth.hostile(expression.pattern(), use)
                                .ifPresent(input -> grown.put(expression.name(), input)));
            }
        }
        Map<String, String> unknown = new TreeMap<>(grown);
        unknown.keySet().removeAll(EXCEPTIONS.keySet());

        assertThat(unknown)
                .as(
                        "Regular expressions whose steps grow faster than their input, each with such an input, or that are made"
                                + " at run time. Make them linear: possessive quantifiers, a look behind that keeps a search from"
                                + " beginning anew within a run, or plain code. Where the input is not from outside or is bounded,"
                                + " list them in EXCEPTIONS with that reason.")
                .isEmpty();
        assertThat(new TreeSet<>(EXCEPTIONS.keySet())).isEqualTo(grown.keySet());
    }
}
