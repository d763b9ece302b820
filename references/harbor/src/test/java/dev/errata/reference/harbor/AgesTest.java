package dev.errata.reference.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.Ages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What goes when, and that nothing is forgotten. */
@ExtendWith(SharedHarbor.class)
class AgesTest {
    @Test
    void everyTableHasAnAgeOrAReasonToHaveNone(@TempDir Path folder) {
        assertThat(Ages.forgotten(folder, new HarborConfiguration().schema(), HarborRetention.PLAN))
                .isEmpty();
    }

    @Test
    void aDeliveryGoesAfterAMonthAndItsEventAfterAYear(Harbor service, Organization organization) {
        Map<String, Object> receiver = service.fixture("receiver");
        String webhook = organization
                .post("/v1/webhooks", organization.webhook(String.valueOf(receiver.get("receiver_url"))))
                .at("id");
        String event = organization.create("{}").at("id");
        String log = "/v1/webhooks/" + webhook + "/deliveries";
        service.eventually(
                () -> organization.get(log), all -> all.at("data.0.status").equals("succeeded"));
        organization.rest();
        service.fixture("sweep");
        assertThat(organization.get(log).at("data.0.status")).isEqualTo("succeeded");

        service.advance(Duration.ofDays(31));
        service.fixture("sweep");
        assertThat(organization.get(log).text()).startsWith("{\"data\":[]");
        assertThat(organization.get("/v1/events/" + event).status()).isEqualTo(200);

        service.advance(Duration.ofDays(370));
        service.fixture("sweep");
        assertThat(organization.get("/v1/events/" + event).status()).isEqualTo(404);
    }
}
