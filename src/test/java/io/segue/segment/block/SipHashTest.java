package io.segue.segment.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of SipHash's reference implementation: key 00 to 0f, input 00, 01, 02 and so on. */
class SipHashTest {

    private static final SipHash HASH = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    /** https://github.com/veorq/SipHash/blob/master/vectors.h, those of an even length: a character has two bytes. */
    @ParameterizedTest
    @CsvSource({
        "0, 310e0edd47db6f72",
        "2, 5a4fa9d909806c0d",
        "4, b7877127e09427cf",
        "6, cee3fe586e46c9cb",
        "8, 6224939a79f5f593"
    })
    void hashesAsTheReferenceDoes(int bytes, String littleEnd) {
        byte[] input = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            input[i] = (byte) i;
        }

        long hash = HASH.of(new String(input, StandardCharsets.UTF_16LE));

        assertThat(Long.toHexString(Long.reverseBytes(hash))).isEqualTo(littleEnd);
    }
}
