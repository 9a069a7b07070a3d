package io.segue.web.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.TestingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Strangers never take the places that Heap needs. */
class HookPlacesTest {

    private static final String HEAP = "192.0.2.1";

    private final HookPlaces places = new HookPlaces(TestingSettings.of(
            GateConfig.class, Map.of("segue.hook.most-in-flight", "16", "segue.hook.most-bytes-in-flight", "1000")));

    @Test
    void givesAKnownAddressEveryPlace() {
        places.trust(HEAP);

        assertThat(taken(HEAP, 100)).isEqualTo(16);
    }

    @Test
    void givesOneStrangerAnEighth() {
        assertThat(taken("198.51.100.1", 100)).isEqualTo(2);
    }

    @Test
    void givesAllStrangersHalfSoThatHeapHasTheRest() {
        places.trust(HEAP);
        int strangers = 0;
        for (int i = 0; i < 50; i++) {
            strangers += taken("198.51.100." + i, 2);
        }

        assertThat(strangers).isEqualTo(8);
        assertThat(taken(HEAP, 100)).isEqualTo(8);
    }

    @Test
    void givesStrangersHalfOfTheBytes() {
        places.trust(HEAP);

        assertThat(places.take("198.51.100.1", 500)).isPresent();
        assertThat(places.take("198.51.100.2", 1)).isEmpty();
        assertThat(places.take(HEAP, 500)).isPresent();
        assertThat(places.take(HEAP, 1)).isEmpty();
    }

    @Test
    void takesASingleCallHoweverLarge() {
        assertThat(places.take("198.51.100.1", 5_000)).isPresent();
    }

    @Test
    void takesAPlaceBackOnce() {
        List<Runnable> two = new ArrayList<>();
        two.add(places.take("198.51.100.1", 10).orElseThrow());
        two.add(places.take("198.51.100.1", 10).orElseThrow());

        two.get(0).run();
        two.get(0).run();

        assertThat(places.take("198.51.100.1", 10)).isPresent();
        assertThat(places.take("198.51.100.1", 10)).isEmpty();
    }

    private int taken(String address, int most) {
        int taken = 0;
        for (Optional<Runnable> place = places.take(address, 1);
                place.isPresent() && ++taken < most;
                place = places.take(address, 1)) {
            // Only counts.
        }
        return taken;
    }
}
