package io.segue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownHookTest {

    private static final Optional<String> GIVEN = Optional.of("http://localhost:8080/hooks/heap/first-1111");
    private static final Optional<String> PASTED = Optional.of("http://localhost:8080/hooks/heap/second-2222");

    @Test
    void tellsWhatWasGivenUntilTheProductSaysMore() {
        assertThat(KnownHook.UNKNOWN.url(GIVEN, PASTED)).isEqualTo(GIVEN);
        assertThat(KnownHook.UNKNOWN.secret("a secret")).contains("a secret");
    }

    @Test
    void tellsTheUrlThatWasPastedAfterARotation() throws Exception {
        KnownHook rotated =
                KnownHook.of(new ObjectMapper().readTree("{\"urlLastFour\":\"2222\",\"secretLastFour\":\"cret\"}"));

        assertThat(rotated.url(GIVEN, PASTED)).isEqualTo(PASTED);
        assertThat(rotated.secret("a secret")).contains("a secret");
    }

    @Test
    void leavesOutWhatIsNoLongerTrue() {
        KnownHook rotated = new KnownHook("3333", "ther");

        assertThat(rotated.url(GIVEN, PASTED)).isEmpty();
        assertThat(rotated.url(GIVEN, Optional.empty())).isEmpty();
        assertThat(rotated.secret("a secret")).isEmpty();
    }
}
