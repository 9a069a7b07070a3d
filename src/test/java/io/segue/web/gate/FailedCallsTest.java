package io.segue.web.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.TestingClock;
import io.segue.TestingSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailedCallsTest {

    private static final Caller CALLER = Caller.of("203.0.113.7", "some-token");

    private final TestingClock clock = new TestingClock();
    private final FailedCalls calls =
            new FailedCalls(TestingSettings.of(GateConfig.class, Map.of("segue.hook.failed-calls", "3")), clock);

    @Test
    void letsACallerFailThreeTimes() {
        fail(CALLER, 2);
        assertThat(calls.waitOf(CALLER)).isEmpty();

        fail(CALLER, 1);
        assertThat(calls.waitOf(CALLER)).contains(Duration.ofMinutes(1));
    }

    @Test
    void forgetsAMinuteAfterTheFirstFailure() {
        fail(CALLER, 1);
        clock.tick(Duration.ofSeconds(50));
        fail(CALLER, 2);
        assertThat(calls.waitOf(CALLER)).contains(Duration.ofSeconds(10));

        clock.tick(Duration.ofSeconds(10));
        assertThat(calls.waitOf(CALLER)).isEmpty();
        fail(CALLER, 2);
        assertThat(calls.waitOf(CALLER)).isEmpty();
    }

    @Test
    void countsEachAddressAndEachTokenForItself() {
        fail(CALLER, 3);

        assertThat(calls.waitOf(Caller.of("203.0.113.8", "some-token"))).isEmpty();
        assertThat(calls.waitOf(Caller.of("203.0.113.7", "another-token"))).isEmpty();
    }

    @Test
    void takesAnIpv6NetworkForOneCaller() {
        fail(Caller.of("2001:db8:0:1::1", "some-token"), 3);

        assertThat(calls.waitOf(Caller.of("2001:db8:0:1:ffff:0:0:2", "some-token")))
                .isPresent();
        assertThat(calls.waitOf(Caller.of("2001:db8:0:2::1", "some-token"))).isEmpty();
    }

    @Test
    void takesAnyTextForAnAddress() {
        assertThat(Caller.of("unknown", "t").address()).isEqualTo("unknown");
        assertThat(Caller.of("::ffff:203.0.113.7:nonsense", "t").address()).isEqualTo("::ffff:203.0.113.7:nonsense");
    }

    private void fail(Caller caller, int times) {
        for (int i = 0; i < times; i++) {
            calls.note(caller);
        }
    }
}
