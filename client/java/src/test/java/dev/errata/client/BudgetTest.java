package dev.errata.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void givesWhatItHasAndNoMore() {
        Budget budget = new Budget(20);

        assertThat(budget.take(14)).isTrue();
        assertThat(budget.take(14)).isFalse();
        assertThat(budget.tokens()).isEqualTo(6);
    }

    @Test
    void growsBackToWhatItWasAtFirst() {
        Budget budget = new Budget(20);
        assertThat(budget.take(5)).isTrue();

        budget.refund(3);
        assertThat(budget.tokens()).isEqualTo(18);
        budget.refund(14);
        assertThat(budget.tokens()).isEqualTo(20);
    }
}
