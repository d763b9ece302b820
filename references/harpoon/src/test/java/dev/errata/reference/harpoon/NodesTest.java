package dev.errata.reference.harpoon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.Together;
import dev.errata.reference.control.Reply;
import dev.errata.reference.control.TestDatabase;
import dev.errata.store.jdbc.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on one server are one service to those who count requests and hold them off. */
@EnabledIf("several")
class NodesTest {
    @TempDir
    private Path data;

    static boolean several() {
        return TestDatabase.place() == Place.POSTGRES;
    }

    @Test
    void ofFourHundredRequestsAtOnceAHundredPassAndMaintenanceHoldsEverywhere() throws Exception {
        try (Harpoon one = Harpoon.start(data);
                Harpoon two = Harpoon.start(data);
                Harpoon three = Harpoon.start(data)) {
            List<Harpoon> nodes = List.of(one, two, three);
            Team team = one.team();
            List<Callable<Reply>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                Harpoon node = nodes.get(i % 3);
                calls.add(() -> patiently(node, team));
            }

            // Who was let pass may still find all connections taken on a slow machine.
            assertThat(Together.run(calls).stream()
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
                        .isEqualTo("429 RATE_LIMIT_EXCEEDED");
            }
        }
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
