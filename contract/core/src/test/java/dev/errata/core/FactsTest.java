package dev.errata.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactsTest {
    private static final FieldError NAME =
            new FieldError(Condition.REQUEST_BODY_FIELD_MISSING, "name", "body", FieldError.PRESENT);

    @ParameterizedTest
    @EnumSource(Condition.class)
    void whatAConditionSuppliesAMethodAsksFor(Condition condition) {
        List<Facts> made = factories().stream()
                .map(FactsTest::sample)
                .filter(facts -> known(facts).equals(Set.copyOf(condition.supplied())))
                .toList();

        assertThat(made).as("methods of Facts for " + condition.id()).isNotEmpty();
        assertThat(made)
                .allSatisfy(facts ->
                        assertThat(Shop.CATALOG.answer(condition, facts)).isNotNull());
    }

    @Test
    void everyValueIsOfTheTypeThatItsFactHasOnPages() {
        for (Method factory : factories()) {
            Facts facts = sample(factory);
            for (Fact fact : known(facts)) {
                assertThat(fact.type().holds(facts.get(fact).getClass()))
                        .as(fact.id() + " of Facts." + factory.getName())
                        .isTrue();
            }
        }
    }

    @Test
    void aConditionIsNotRaisedWithoutAPartOfWhatItSupplies() {
        assertThatThrownBy(() -> Shop.CATALOG.answer(Condition.LIMIT_RATE_KEY, Facts.limit(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The condition limit.rate.key supplies [limit, window_seconds, level, retry_after,"
                        + " retry_after_ms], but was raised with [limit=100]. Make its facts with the method of Facts that"
                        + " asks for all of them.");
    }

    @Test
    void oneFieldIsAListOfErrorsTooAndOfSeveralTheFirstStandsOut() {
        FieldError age = new FieldError(Condition.REQUEST_BODY_FIELD_CONSTRAINT, "age", "body", "must be at least 0");

        assertThat(Facts.field("name", "body", "must be present").get(Fact.ERRORS))
                .isEqualTo(List.of(Map.of("field", "name", "location", "body", "rule", "must be present")));
        Facts both = Facts.fields(List.of(NAME, age));
        assertThat(both.get(Fact.FIELD)).isEqualTo("name");
        assertThat(both.get(Fact.ERRORS))
                .isEqualTo(List.of(
                        Map.of("field", "name", "location", "body", "rule", "must be present"),
                        Map.of("field", "age", "location", "body", "rule", "must be at least 0")));
    }

    @Test
    void aWaitIsRoundedUpAndNeverNone() {
        assertThat(Facts.retryAfter(Duration.ofSeconds(2).plusNanos(1)))
                .hasToString("[retry_after=3, retry_after_ms=2001]");
        assertThat(Facts.retryAfter(Duration.ofSeconds(2))).hasToString("[retry_after=2, retry_after_ms=2000]");
        assertThat(Facts.retryAfter(Duration.ZERO)).hasToString("[retry_after=1, retry_after_ms=1]");
        assertThat(Facts.retryAfter(Duration.ofSeconds(-5))).hasToString("[retry_after=1, retry_after_ms=1]");
    }

    private static List<Method> factories() {
        return Arrays.stream(Facts.class.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers()))
                .toList();
    }

    private static Facts sample(Method factory) {
        Object[] arguments = Arrays.stream(factory.getParameterTypes())
                .map(type -> argument(type, factory.getName().equals("fields")))
                .toArray();
        try {
            return (Facts) factory.invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("Facts." + factory.getName() + " could not be called", e);
        }
    }

    private static Object argument(Class<?> type, boolean errors) {
        if (type == long.class) {
            return 100L;
        } else if (type == Duration.class) {
            return Duration.ofMinutes(1);
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (type == List.class) {
            return errors ? List.of(NAME) : List.of("one");
        }
        return "text";
    }

    private static Set<Fact> known(Facts facts) {
        return Arrays.stream(Fact.values())
                .filter(fact -> facts.get(fact) != null)
                .collect(Collectors.toSet());
    }
}
