package io.segue.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErasureRequestTest {

    @Test
    void takesEachValueOnceAndNoEmptyOne() {
        ErasureRequest request = ErasureRequest.of(List.of("ann", "", "ann", "42"), " T-7 ", Optional.of(" "));

        assertThat(request.values()).containsExactlyInAnyOrder("ann", "42");
        assertThat(request.reference()).isEqualTo("T-7");
        assertThat(request.heapIdentity()).isEmpty();
    }

    @Test
    void refusesAReferenceThatNamesThePerson() {
        assertThatThrownBy(() -> of(List.of("ann@example.com"), "for ann@example.com"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("does not name the person");
        assertThat(of(List.of("42"), "TICKET-4242").reference()).isEqualTo("TICKET-4242");
    }

    @Test
    void refusesNobodyAndACrowd() {
        assertThatThrownBy(() -> of(List.of(), "")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() ->
                        of(IntStream.range(0, 21).mapToObj(n -> "user-" + n).toList(), ""))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> of(List.of("x".repeat(513)), "")).isInstanceOf(ProblemException.class);
    }

    private static ErasureRequest of(List<String> values, String reference) {
        return ErasureRequest.of(values, reference, Optional.empty());
    }
}
