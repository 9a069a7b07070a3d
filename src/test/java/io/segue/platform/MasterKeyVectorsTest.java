package io.segue.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.segue.Wycheproof;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What seals values opens what others sealed, in the layout of sealed values, and nothing that was changed. */
class MasterKeyVectorsTest {

    static List<Wycheproof> vectors() {
        return Wycheproof.of("gcm");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void opensWhatIsValidAndNothingElse(Wycheproof vector) throws Exception {
        byte[] sealed = sealed(vector.value(1), vector.value(4), vector.value(5));

        if (vector.isValid()) {
            assertThat(open(vector, sealed)).isEqualTo(vector.value(3));
        } else {
            refuses(vector, sealed);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void opensNothingWithAChangedTag(Wycheproof vector) {
        byte[] sealed = sealed(vector.value(1), vector.value(4), vector.value(5));
        int bits = vector.isValid() ? 128 : 0;
        for (int bit = 0; bit < bits; bit++) {
            byte[] changed = sealed.clone();
            changed[sealed.length - 1 - bit / 8] ^= (byte) (1 << bit % 8);
            refuses(vector, changed);
        }
    }

    private static void refuses(Wycheproof vector, byte[] sealed) {
        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> open(vector, sealed));
    }

    private static byte[] open(Wycheproof vector, byte[] sealed) throws GeneralSecurityException {
        return MasterKey.cipher(vector.value(0)).decrypt(sealed, vector.value(2));
    }

    private static byte[] sealed(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
