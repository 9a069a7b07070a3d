package io.segue.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboxConfigTest {

    private final InboxConfig config = TestingInboxConfig.with(Map.of());

    @Test
    void keepsThePreviousUrlAndSecretForADay() {
        assertThat(config.rotationOverlap()).isEqualTo(Duration.ofHours(24));
        assertThat(config.hookMemory()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void keepsTheFirstIdToken() {
        assertThat(config.pinIdToken()).isTrue();
    }

    @Test
    void appliesManyDeliveriesTogether() {
        assertThat(config.mergedDeliveries()).isEqualTo(200);
        assertThat(config.mergedBytes()).isEqualTo(16L << 20);
        assertThat(config.applierThreads()).isEqualTo(2);
    }

    @Test
    void callsATaskQuietAfterAMinuteAndIncompleteAfterHalfAnHour() {
        assertThat(config.quietAfter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.incompleteAfter()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void keepsKeysLongerThanDeliveriesAndTheseLongerThanBodies() {
        assertThat(config.keepBodies()).isEqualTo(Duration.ofDays(7));
        assertThat(config.keepDeliveries()).isEqualTo(Duration.ofDays(30));
        assertThat(config.keepKeys()).isEqualTo(Duration.ofDays(45));
    }
}
