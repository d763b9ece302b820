package dev.errata.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {
    private final Shares shares = new Shares();

    @Test
    void aReceiverBeginsWithTwoWorkers() {
        assertThat(takes(lane("a", "one"), 10)).isEqualTo(2);
        assertThat(takes(lane("b", "one"), 10)).isEqualTo(2);
        assertThat(shares.full()).isEqualTo(new Shares.Full(Set.of("a", "b"), Set.of()));
    }

    @Test
    void aReceiverThatTakesDeliveriesHasEightInTheEnd() {
        learns("a", true, 20);

        assertThat(takes(lane("a", "one"), 20)).isEqualTo(8);
    }

    @Test
    void aReceiverThatFailsHasHalfAfterEachFailureAndKeepsOne() {
        learns("a", true, 20);
        learns("a", false, 1);
        assertThat(takes(lane("a", "one"), 20)).isEqualTo(4);

        learns("b", false, 5);
        assertThat(takes(lane("b", "two"), 20)).isEqualTo(1);
    }

    @Test
    void aReceiverThatLivesAgainGrowsAsBefore() {
        learns("a", false, 5);
        learns("a", true, 3);

        assertThat(takes(lane("a", "one"), 20)).isEqualTo(4);
    }

    @Test
    void aTenantHasHalfOfAllWorkersHoweverManyReceiversItHas() {
        assertThat(IntStream.range(0, 20)
                        .map(i -> takes(lane("of one " + i, "one"), 1))
                        .sum())
                .isEqualTo(16);
        assertThat(shares.full().tenants()).containsExactly("one");
        assertThat(takes(lane("b", "two"), 10)).isEqualTo(2);
    }

    @Test
    void receiversThatFailHaveHalfOfAllWorkersTogether() {
        for (int i = 0; i < 20; i++) {
            learns("dead " + i, false, 3);
        }
        assertThat(IntStream.range(0, 20)
                        .map(i -> takes(lane("dead " + i, "of " + i), 5))
                        .sum())
                .isEqualTo(16);
        assertThat(shares.full().receivers()).hasSize(20).contains("dead 19");
        assertThat(takes(lane("alive", "another"), 10)).isEqualTo(2);
    }

    @Test
    void whoGivesBackHearsWhetherAnotherMayWait() {
        shares.full();
        assertThat(shares.take("1", lane("a", "one"))).isTrue();
        assertThat(shares.giveBack("1")).isFalse();

        takes(lane("a", "one"), 3);
        assertThat(shares.giveBack("a 0")).isTrue();
        assertThat(shares.take("a 3", lane("a", "one"))).isTrue();
    }

    private static Lane lane(String receiver, String tenant) {
        return new Lane(receiver, tenant);
    }

    private int takes(Lane lane, int tries) {
        return (int) IntStream.range(0, tries)
                .filter(i -> shares.take(lane.receiver() + " " + i, lane))
                .count();
    }

    private void learns(String receiver, boolean delivered, int times) {
        for (int i = 0; i < times; i++) {
            shares.take("x", lane(receiver, receiver));
            shares.learn("x", delivered);
            shares.giveBack("x");
        }
    }
}
