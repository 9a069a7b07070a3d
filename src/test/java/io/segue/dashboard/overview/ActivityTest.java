package io.segue.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.dashboard.overview.Activity.Bar;
import io.segue.dashboard.overview.Activity.Day;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    @Test
    void bothSidesShareOneScale() {
        Activity activity = new Activity(List.of(day(300, 0), day(0, 100), day(150, 50)));

        assertThat(activity.line()).isEqualTo(150);
        assertThat(activity.bars()).extracting(Bar::up).containsExactly(150, 0, 75);
        assertThat(activity.bars()).extracting(Bar::down).containsExactly(0, 50, 25);
    }

    @Test
    void theSmallestChangeIsSeenBesideTheLargest() {
        Activity activity = new Activity(List.of(day(1_000_000, 0), day(900_000, 0), day(1, 0)));

        assertThat(activity.bars()).extracting(Bar::up).containsExactly(200, 180, 3);
        assertThat(activity.cutDays()).isEmpty();
    }

    @Test
    void aFirstSyncDoesNotMakeEveryOtherDayAHairline() {
        Activity activity = new Activity(List.of(day(1_000_000, 0), day(100, 0), day(50, 0)));

        assertThat(activity.bars()).extracting(Bar::up).containsExactly(200, 100, 50);
        assertThat(activity.bars()).extracting(Bar::isCut).containsExactly(true, false, false);
        assertThat(activity.mostAdds()).isEqualTo(200);
        assertThat(activity.cutDays()).extracting(Day::adds).containsExactly(1_000_000L);
    }

    @Test
    void runsThatChangedNothingAreNotNothing() {
        Activity activity = new Activity(List.of(day(0, 0)));

        assertThat(activity.isEmpty()).isFalse();
        assertThat(activity.isStill()).isTrue();
        assertThat(activity.line()).isEqualTo(100);
    }

    private static Day day(long adds, long removes) {
        return new Day(DAY, adds, removes, 1, 0);
    }
}
