package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.limits.redis.TestRedis;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Place;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What callers see while the Redis server that counts their requests is dead. */
@EnabledIf("once")
class LimitsAwayTest {
    @TempDir
    private Path data;

    static boolean once() {
        return TestDatabase.place() == Place.SQLITE;
    }

    @Test
    void aNodeGoesOnAloneWithItsShareAndCountsWithTheOthersAgainWhenTheServerIsBack() {
        try (TestRedis redis = TestRedis.start();
                Harpoon service =
                        Harpoon.start(data, "--reference.limits=" + redis.location(), "--reference.nodes=4")) {
            Team team = service.team();
            assertThat(team.get("/v1/transactions").header("X-RateLimit-Remaining"))
                    .isEqualTo("99");
            redis.stop();

            for (int left = 24; left >= 0; left--) {
                Reply reply = team.get("/v1/transactions");
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo(String.valueOf(left));
            }
            assertThat(team.get("/v1/transactions").outcome()).isEqualTo("429 RATE_LIMIT_EXCEEDED");

            redis.startAgain();
            Reply back = service.eventually(() -> team.get("/v1/transactions"), reply -> reply.status() == 200);
            assertThat(back.header("X-RateLimit-Remaining")).isEqualTo("99");
        }
    }
}
