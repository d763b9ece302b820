package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.Together;
import dev.errata.limits.redis.TestRedis;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes that count in Redis are one service to who makes requests and to who holds them off. */
@EnabledIf("several")
class RedisNodesTest {
    private static final int REQUESTS = 400;
    /** A slow machine must not take a server that is asked by hundreds at once for one that is away. */
    private static final int CALLERS = 40;

    @TempDir
    private Path data;

    static boolean several() {
        return TestDatabase.place() == Place.POSTGRES;
    }

    @Test
    void ofFourHundredRequestsAHundredPassAndMaintenanceHoldsEverywhere() throws Exception {
        try (TestRedis redis = TestRedis.start();
                Harpoon one = start(redis);
                Harpoon two = start(redis);
                Harpoon three = start(redis)) {
            List<Harpoon> nodes = List.of(one, two, three);
            Team team = one.team();
            Team warm = one.team();
            nodes.forEach(node -> payments(node, warm));
            AtomicInteger next = new AtomicInteger();
            Callable<List<Reply>> caller = () -> {
                List<Reply> replies = new ArrayList<>();
                for (int i = 0; i < REQUESTS / CALLERS; i++) {
                    replies.add(patiently(nodes.get(next.getAndIncrement() % 3), team));
                }
                return replies;
            };

            // Who was let pass may still find all connections taken on a slow machine.
            assertThat(Together.run(Collections.nCopies(CALLERS, caller)).stream()
                            .flatMap(List::stream)
                            .map(reply -> reply.status() == 503 ? "200" : reply.outcome())
                            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                    .isEqualTo(Map.of("200", 100L, "429 RATE_LIMIT_EXCEEDED", 300L));

            two.fixture("maintenance", "seconds", "600");
            for (Harpoon node : nodes) {
                assertThat(node.eventually(() -> payments(node, team), reply -> reply.status() == 503)
                                .header("Retry-After"))
                        .asInt()
                        .isBetween(500, 600);
            }
            three.send(null, "DELETE", "/_control", null);
            for (Harpoon node : nodes) {
                assertThat(node.eventually(() -> payments(node, team), reply -> reply.status() != 503)
                                .outcome())
                        .isIn("429 RATE_LIMIT_EXCEEDED", "200");
            }
        }
    }

    private Harpoon start(TestRedis redis) {
        return Harpoon.start(data, "--reference.limits=" + redis.location(), "--reference.nodes=3");
    }

    private static Reply payments(Harpoon node, Team team) {
        return node.send(team.secretKey(), "GET", "/v1/transactions", null);
    }

    /** Where nothing was counted, because all connections are taken, the same call is made again. */
    private static Reply patiently(Harpoon node, Team team) {
        Reply reply = payments(node, team);
        while (reply.status() == 503 && reply.header("X-RateLimit-Remaining").isEmpty()) {
            reply = payments(node, team);
        }
        return reply;
    }
}
