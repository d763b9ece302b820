package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.webhooks.WebhookQueue.Job;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobSerializerTest {
    private static final Delivery DELIVERY = new Delivery("whk_1", "shop", "{}");

    private final JobSerializer serializer = new JobSerializer();

    @Test
    void jobsThatAreKeptSinceBeforeTheirFirstAttemptWasNotedAreRead() {
        String old = "{\"delivery\":{\"id\":\"whk_1\",\"endpoint\":\"shop\",\"body\":\"{}\"},\"attempts\":3}";

        assertThat(serializer.deserialize(Job.class, old.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Job(DELIVERY, 3, null));
    }

    @Test
    void whatIsWrittenIsReadAgainAndIsPlainToTheEye() {
        Job job = new Job(DELIVERY, 3, Instant.parse("2026-11-20T10:00:00.123456Z"));
        byte[] written = serializer.serialize(job);

        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo("{\"delivery\":{\"id\":\"whk_1\",\"endpoint\":\"shop\",\"body\":\"{}\"},\"attempts\":3,"
                        + "\"first\":\"2026-11-20T10:00:00.123456Z\"}");
        assertThat(serializer.deserialize(Job.class, written)).isEqualTo(job);
    }
}
