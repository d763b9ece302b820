package dev.errata.reference.harborprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.errata.reference.control.Reply;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** A payload at each bound is taken, and one beyond it is refused. */
@ExtendWith(Runtimes.class)
class PayloadBoundsTest {
    private record Bound(String name, String rule, String least, String most) {}

    private static String list(int items) {
        return "{\"a\":[" + "1,".repeat(items - 1) + "1]}";
    }

    private static String members(int members) {
        return "{"
                + IntStream.range(0, members)
                        .mapToObj(number -> "\"k" + number + "\":null")
                        .collect(Collectors.joining(","))
                + "}";
    }

    /** An object of so many bytes, whose texts are within their own bound. */
    private static String bytes(int count) {
        String start = "{\"a\":\"" + "x".repeat(4096) + "\",\"b\":\"" + "x".repeat(4096) + "\",\"c\":\""
                + "x".repeat(4096) + "\",\"d\":\"";
        return start + "x".repeat(count - start.length() - 2) + "\"}";
    }

    private static Stream<Bound> bounds() {
        return Stream.of(
                new Bound(
                        "depth",
                        "must not nest more than 6 objects and lists",
                        "{\"a\":[[[[[]]]]]}",
                        "{\"a\":[[[[[[]]]]]]}"),
                new Bound("members", "must not have more than 64 members", members(64), members(65)),
                new Bound("items", "must not have more than 50 items", list(50), list(51)),
                new Bound(
                        "characters",
                        "must not be longer than 4096 characters",
                        "{\"a\":\"" + "💸".repeat(3000) + "x".repeat(1096) + "\"}",
                        "{\"a\":\"" + "x".repeat(4097) + "\"}"),
                new Bound(
                        "bytes",
                        "must not take more than 16384 bytes, white space left out",
                        bytes(16_384).replace(",", "  ,\n  "),
                        bytes(16_385)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsAtTheBoundIsTakenAndWhatIsBeyondIsRefused(HarborRuntime service) {
        return bounds().map(bound -> dynamicTest(bound.name(), () -> {
            Agent agent = service.agent();
            String id = agent.waiting();

            assertThat(agent.steer("inject_context", id, bound.least()).outcome())
                    .isEqualTo("200");
            Reply refused = agent.steer("inject_context", id, bound.most());

            assertThat(refused.text())
                    .isEqualTo("{\"code\":\"payload_invalid\",\"message\":\"A value of the control payload "
                            + bound.rule() + "; make it smaller, or send it as an artifact.\"}");
            assertThat(refused.status()).isEqualTo(422);
        }));
    }

    @Test
    void everyLeafThatJsonHasIsTaken(Agent agent) {
        String payload =
                "{\"a\":null,\"b\":true,\"c\":1.5e300,\"d\":99999999999999999999999,\"e\":\"\",\"f\":[],\"g\":{}}";

        assertThat(agent.steer("inject_context", agent.waiting(), payload).outcome())
                .isEqualTo("200");
        assertThat(agent.steer("inject_context", agent.waiting(), "{}").outcome())
                .isEqualTo("200");
        assertThat(agent.steer("inject_context", agent.waiting(), "null").outcome())
                .isEqualTo("200");
    }

    @Test
    void aRefusalRepeatsNothingOfThePayload(Agent agent) {
        Reply refused =
                agent.steer("inject_context", agent.waiting(), "{\"hunter2\":\"" + "secret".repeat(1000) + "\"}");

        assertThat(refused.outcome()).isEqualTo("422 payload_invalid");
        assertThat(refused.text()).doesNotContain("hunter2", "secret");
    }
}
