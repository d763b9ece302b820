package dev.errata.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    @Test
    void tellsEveryDifferenceOfABodyInASentence() {
        Map<String, Object> body =
                Map.of("success", true, "error", Map.of("code", 7L, "details", List.of(), "trace", "x"));

        assertThat(Shop.ENVELOPE.match(body).differences())
                .containsExactlyInAnyOrder(
                        "success is true, not false",
                        "error.code is 7, which is no $code",
                        "error.message is missing",
                        "error.details is [], which is no $details",
                        "error.trace is not a member of the envelope");
        assertThat(Shop.ENVELOPE.match("<html>").differences()).containsExactly("the body is not an object");
        assertThat(Shop.ENVELOPE.match(null).differences()).containsExactly("the body is not an object");
    }

    @Test
    void readsSpreadDetailsFromTheMembersThatAreLeft() {
        Envelope.Match match = Envelope.PROBLEM.match(
                Map.of("title", "t", "status", 409L, "detail", "d", "code", "SOLD_OUT", "item", "lamp"));

        assertThat(match.differences()).isEmpty();
        assertThat(match.slots().get(Slot.DETAILS)).isEqualTo(Map.of("item", "lamp"));
    }
}
