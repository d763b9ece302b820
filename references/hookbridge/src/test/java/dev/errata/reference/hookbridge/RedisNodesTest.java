package dev.errata.reference.hookbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.guard.Together;
import dev.errata.limits.redis.TestRedis;
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

/** Three nodes that count in Redis are one lock to who guesses keys. */
@EnabledIf("several")
class RedisNodesTest {
    @TempDir
    private Path data;

    static boolean several() {
        return TestDatabase.place() == Place.POSTGRES;
    }

    @Test
    void ofThirtyGuessesAtOnceTenAreToldAndTheLockHoldsEverywhere() throws Exception {
        try (TestRedis redis = TestRedis.start();
                HookBridge one = start(redis);
                HookBridge two = start(redis);
                HookBridge three = start(redis)) {
            List<HookBridge> nodes = List.of(one, two, three);
            Account account = one.account();
            nodes.forEach(node -> account.at(node).get("/v1/projects"));
            List<Callable<Integer>> guesses = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                HookBridge node = nodes.get(i % 3);
                guesses.add(() -> guess(node));
            }

            assertThat(Together.run(guesses).stream()
                            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())))
                    .isEqualTo(Map.of(401, 10L, 429, 20L));

            assertThat(nodes)
                    .allSatisfy(node -> assertThat(node.send(account.key(), "GET", "/v1/projects", null)
                                    .status())
                            .isEqualTo(429));
        }
    }

    private HookBridge start(TestRedis redis) {
        return HookBridge.start(data, "--reference.limits=" + redis.location(), "--reference.nodes=3");
    }

    /** Where nothing was counted, because all connections are taken, the same guess is made again. */
    private static int guess(HookBridge node) {
        int status = node.send("wrong", "GET", "/v1/projects", null).status();
        return status == 503 ? guess(node) : status;
    }
}
