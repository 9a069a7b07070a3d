package io.segue.kill.agent;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failpoint in a method that is called otherwise by now would never be hit. */
class PlaceTest {

    @ParameterizedTest
    @EnumSource(Place.class)
    void liesInAMethodThatIsThere(Place place) {
        assertThat(TypePool.Default.ofSystemLoader()
                        .describe(place.type())
                        .resolve()
                        .getDeclaredMethods()
                        .filter(place.method()))
                .hasSize(1);
    }
}
