package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Ages;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What goes when, and that nothing is forgotten. */
@ExtendWith(SharedHarpoon.class)
class AgesTest {
    @Test
    void everyTableHasAnAgeOrAReasonToHaveNone(@TempDir Path folder) {
        assertThat(Ages.forgotten(folder, new HarpoonConfiguration().schema(), HarpoonRetention.PLAN))
                .isEmpty();
    }

    @Test
    void aPaymentThatHasEndedGoesAfterFourHundredDaysAndOneUnderReviewStays(Harpoon service, Team team) {
        Team.Payment paid = team.payment("{\"amount\": \"10.00\"}");
        paid.pay("10.00");
        Team.Payment disputed = team.payment("{\"amount\": \"10.00\", \"expected_payer_phone\": \"0241234567\"}");
        disputed.pay("10.00", "phone", "0249999999");
        service.advance(Duration.ofDays(399));
        service.fixture("sweep");
        assertThat(paid.get().at("data.status")).isEqualTo("SUCCESS");

        service.advance(Duration.ofDays(5));
        service.fixture("sweep");
        assertThat(paid.get().outcome()).isEqualTo("404 TRANSACTION_NOT_FOUND");
        assertThat(disputed.get().at("data.status")).isEqualTo("MANUAL_REVIEW");
    }
}
