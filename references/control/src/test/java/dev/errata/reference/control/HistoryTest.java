package dev.errata.reference.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.reference.control.History.Call;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which answers an order explains; the thing is a number that is taken once and read. */
class HistoryTest {
    private static final History.Model<Integer> TAKEN_ONCE = (taken, call) -> {
        boolean fits = call.name().startsWith("take")
                ? call.answer().equals(taken == 0 ? "done" : "refused")
                : call.answer().equals(String.valueOf(taken));
        return fits ? Set.of(call.name().startsWith("take") ? 1 : taken) : Set.of();
    };

    private static boolean explained(int found, Call... calls) {
        return new History(List.of(calls)).isExplainedBy(TAKEN_ONCE, 0, state -> state == found);
    }

    @Test
    void oneOfTwoThatOverlapIsFirst() {
        assertThat(explained(1, new Call("take a", "refused", 0, 10), new Call("take b", "done", 5, 15)))
                .isTrue();
    }

    @Test
    void nobodyIsRefusedBeforeSomebodyHasBegun() {
        assertThat(explained(1, new Call("take a", "refused", 0, 4), new Call("take b", "done", 5, 15)))
                .isFalse();
    }

    @Test
    void twoAreNotBothFirst() {
        assertThat(explained(1, new Call("take a", "done", 0, 10), new Call("take b", "done", 5, 15)))
                .isFalse();
    }

    @Test
    void whatWasSeenIsNotUnseenLater() {
        Call take = new Call("take", "done", 0, 100);
        assertThat(explained(1, take, new Call("read a", "0", 10, 20), new Call("read b", "1", 30, 40)))
                .isTrue();
        assertThat(explained(1, take, new Call("read a", "1", 10, 20), new Call("read b", "0", 30, 40)))
                .isFalse();
    }

    @Test
    void theOrderLeavesWhatIsFound() {
        assertThat(explained(0, new Call("take", "done", 0, 10))).isFalse();
    }

    @Test
    void eightThatOverlapAreSoonExplainedOrNot() {
        Call[] calls = new Call[8];
        for (int i = 0; i < 8; i++) {
            calls[i] = new Call("take " + i, i == 7 ? "done" : "refused", i, 100);
        }
        assertThat(explained(1, calls)).isTrue();
        assertThat(explained(0, calls)).isFalse();
    }
}
