package dev.errata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ApiError;
import dev.errata.core.Catalog;
import dev.errata.core.Condition;
import dev.errata.core.Facts;
import dev.errata.door.Origin;
import dev.errata.door.kit.TestCatalog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.System.Logger.Level;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class DoorMetricsTest {
    private final Catalog catalog = TestCatalog.build();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DoorMetrics metrics = new DoorMetrics(() -> registry);

    private void answered(String route, ApiError error) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, route);
        metrics.answered(
                new ServletDoorRequest(request, new MockHttpServletResponse()),
                "req_1",
                error,
                new Origin.Refused(Level.DEBUG));
    }

    @Test
    void whateverCallersDoThereAreSoManySeriesAndEveryErrorIsCounted() {
        ApiError error = catalog.answer(Condition.CONFLICT, Facts.none());
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5000; i++) {
                answered("/route/" + i, error);
            }
        }

        assertThat(registry.getMeters()).hasSize(DoorMetrics.MOST_SERIES);
        assertThat(registry.find("errata.errors").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(10_000);
        assertThat(registry.get("errata.errors")
                        .tag("route", "/route/0")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("errata.errors").tag("route", "other").counter().count())
                .isEqualTo(10_000 - 2 * (DoorMetrics.MOST_SERIES - 1));
    }

    @Test
    void anErrorThatTheApplicationRaisesHasNoCondition() {
        answered("/pot", TestCatalog.TEAPOT.main().occurrence("green"));

        assertThat(registry.get("errata.errors")
                        .tags("code", "teapot", "condition", "none", "route", "/pot", "status", "418")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void withoutARegistryNothingIsCounted() {
        new DoorMetrics(() -> null)
                .answered(
                        new ServletDoorRequest(new MockHttpServletRequest(), new MockHttpServletResponse()),
                        "req_1",
                        catalog.answer(Condition.CONFLICT, Facts.none()),
                        new Origin.Refused(Level.DEBUG));

        assertThat(registry.getMeters()).isEmpty();
    }
}
