package io.segue.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.Wycheproof;
import io.segue.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A MAC of which one bit is another is no MAC; those of others sign the message alone, as with no time. */
class HeapSignatureVectorsTest {

    static List<Wycheproof> vectors() {
        return Wycheproof.of("hmac");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesWhatIsNotValid(Wycheproof vector) {
        assertThat(isMade(vector, vector.value(2))).isEqualTo(vector.isValid());
    }

    /** The first two differ from the MAC in the lowest bit of the first byte alone: only this one bit can be wrong. */
    @Test
    void takesThemAgainOnceTheBitIsPutRight() {
        for (Wycheproof vector : vectors().subList(0, 2)) {
            byte[] mac = vector.value(2).clone();
            mac[0] ^= 1;

            assertThat(isMade(vector, mac)).as(vector.id()).isTrue();
        }
    }

    private static boolean isMade(Wycheproof vector, byte[] mac) {
        // These keys are ASCII, so they are the same bytes as text.
        Secret secret = new Secret(new String(vector.value(0), StandardCharsets.US_ASCII));
        assertThat(HexFormat.of().formatHex(secret.bytes()))
                .isEqualTo(HexFormat.of().formatHex(vector.value(0)));
        return new HeapSignature("", mac).isMadeWith(List.of(secret), vector.value(1));
    }
}
