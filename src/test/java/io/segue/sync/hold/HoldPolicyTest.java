package io.segue.sync.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.web.ProblemException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HoldPolicyTest {

    private static final HoldPolicy USUAL = new HoldPolicy(100, 20, false);

    @Test
    void holdsWhatIsMoreThanBoth() {
        assertThat(USUAL.allowed(1_000)).isEqualTo(200);
        assertThat(USUAL.allowed(100)).isEqualTo(100);
        assertThat(USUAL.allowed(0)).isEqualTo(100);
    }

    @Test
    void isNotOffWhenItIsZero() {
        assertThat(new HoldPolicy(0, 0, false).allowed(1_000_000)).isZero();
        assertThat(new HoldPolicy(0, 0, true).allowed(1_000_000)).isEqualTo(Long.MAX_VALUE);
        assertThat(new HoldPolicy(0, 0, false).words()).isEqualTo("every removal is held");
        assertThat(new HoldPolicy(0, 0, true).words()).isEqualTo("off: no removal is held");
    }

    @Test
    void letsPassWhatAPersonApproved() {
        assertThat(new RemovalRule(USUAL, OptionalLong.of(10_000), OptionalLong.of(5_000)).allowed(10_000))
                .isEqualTo(5_000);
    }

    @Test
    void refusesWhatIsNoShare() {
        assertThatThrownBy(() -> new HoldPolicy(1, 101, false))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("101 %");
    }

    @Test
    void whatWaitsIsMeasuredByWhatWasHeldWhenItBeganToWait() {
        RemovalRule rule = new RemovalRule(USUAL, OptionalLong.of(1_000), OptionalLong.empty());

        assertThat(rule.allowed(5_000)).isEqualTo(200);
        assertThat(rule.allowed(800)).isEqualTo(160);
    }
}
