package dev.errata.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.Timestamp;
import java.text.DateFormat;
import java.time.Clock;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** What every class does and what none does. */
@AnalyzeClasses(
        packages = "dev.errata",
        importOptions = {DoNotIncludeTests.class, Modules.Written.class})
class HabitsTest {
    /** Where the real time comes in, and why there; everything else is given a clock. */
    private static final Map<String, String> TIME = Map.ofEntries(
            entry("dev.errata.spring.ErrataAutoConfiguration", "the clock of a service that brings none of its own"),
            entry("dev.errata.benchmarks.DeliveryBenchmark", "it measures"),
            entry("dev.errata.benchmarks.IdempotencyReport$Node", "it measures"),
            entry("dev.errata.benchmarks.LimitsReport", "it measures"),
            entry("dev.errata.benchmarks.LimitsWorker", "it measures"),
            entry("dev.errata.benchmarks.StreamBenchmark$Service", "it measures"),
            entry("dev.errata.client.feign.ErrataErrorDecoder", "the time of a decoder that brings none of its own"),
            entry("dev.errata.client.spring.ErrataErrorHandler", "the time of a handler that brings none of its own"),
            entry("dev.errata.client.SystemTime", "the time of a client that brings none of its own"),
            entry("dev.errata.reference.control.ReferenceConfiguration", "the clock that test controls move on from"),
            entry("dev.errata.reference.harborprotocol.RuntimeConfiguration", "which processes are alive"),
            entry("dev.errata.probe.Probe", "a probe that is not under test runs now"));

    /** Where chance comes in, and why there; everything else is given a generator. */
    private static final Map<String, String> CHANCE = Map.of(
            "dev.errata.spring.ErrataAutoConfiguration", "request ids",
            "dev.errata.spring.guards.GuardsAutoConfiguration", "what keys are hashed under",
            "dev.errata.cli.Errata", "new API keys",
            "dev.errata.benchmarks.DeliveryBenchmark", "jitter of what it measures",
            "dev.errata.benchmarks.IdempotencyReport$Node", "what tells attempts apart, and seals",
            "dev.errata.client.ErrataClient$Builder",
                    "jitter and idempotency keys of a client that brings none of its own",
            "dev.errata.reference.control.ReferenceConfiguration", "keys and ids that nobody can guess",
            "dev.errata.cli.ProbeCommand", "an order of pages, unless --seed asks for an earlier one",
            "dev.errata.probe.Requests", "ids of the deliveries that examples sign",
            "dev.errata.probe.Variables", "what an example asks for with {{$uuid}}");

    @ArchTest
    static void everyPackageHasAMapAndSaysWhatMayBeNull(JavaClasses classes) {
        Set<String> unmarked = classes.stream()
                .map(JavaClass::getPackage)
                .filter(place -> !isMarked(place))
                .map(JavaPackage::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unmarked).isEmpty();
    }

    private static boolean isMarked(JavaPackage place) {
        return place.tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
    }

    @ArchTest
    static void theTimeIsAskedOnlyWhereClocksAreWired(JavaClasses classes) {
        assertThat(askers(classes, HabitsTest::asksTheTime)).isEqualTo(new TreeSet<>(TIME.keySet()));
    }

    /** Compared as a whole, so that an exemption that nobody needs any more goes too. */
    private static Set<String> askers(JavaClasses classes, Predicate<JavaCodeUnitAccess<?>> what) {
        return classes.stream()
                .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
                .filter(what)
                .map(access -> access.getOriginOwner().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every {@code now} but those that are given a clock, and every clock of the system. */
    private static boolean asksTheTime(JavaCodeUnitAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String method = access.getName();
        if (owner.equals("java.lang.System")) {
            return method.equals("currentTimeMillis");
        }
        boolean given =
                access.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isAssignableTo(Clock.class));
        return owner.startsWith("java.time.") && (method.startsWith("system") || method.equals("now") && !given);
    }

    @ArchTest
    static void chanceIsMadeOnlyWhereItIsWired(JavaClasses classes) {
        assertThat(askers(classes, HabitsTest::makesChance)).isEqualTo(new TreeSet<>(CHANCE.keySet()));
    }

    /** Every source of random numbers without a seed. */
    private static boolean makesChance(JavaCodeUnitAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String method = access.getName();
        boolean seeded = !access.getTarget().getRawParameterTypes().isEmpty();
        return owner.equals("java.util.concurrent.ThreadLocalRandom")
                || owner.equals("java.util.UUID") && method.equals("randomUUID")
                || owner.equals("java.lang.Math") && method.equals("random")
                || owner.startsWith("java.") && owner.endsWith("Random") && method.equals("<init>") && !seeded;
    }

    @ArchTest
    static final ArchRule datesAreOfJavaTime = noClasses()
            .should()
            .dependOnClassesThat(
                    belongToAnyOf(Date.class, Calendar.class, DateFormat.class, java.sql.Date.class, Timestamp.class));

    @ArchTest
    static final ArchRule nothingStaticChanges =
            fields().that().areStatic().should().beFinal().because("state belongs to objects that somebody makes");
}
