package io.segue.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealerTest {

    private static final SealPurpose PURPOSE = new SealPurpose("webhook secret", 7, 12);
    private static final Secret SECRET = new Secret("naïve-☕-secret-0123456789");

    private final Sealer sealer = with(Sealer.SAMPLE_KEY);

    @Test
    void opensWhatItSealed() {
        assertThat(sealer.open(sealer.seal(SECRET, PURPOSE), PURPOSE)).isEqualTo(SECRET);
    }

    @Test
    void opensWhatAnotherSealedUnderTheSameKey() {
        byte[] sealed = sealer.seal(SECRET, PURPOSE);

        assertThat(with(Sealer.SAMPLE_KEY).open(sealed, PURPOSE)).isEqualTo(SECRET);
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(sealer.seal(SECRET, PURPOSE)).isNotEqualTo(sealer.seal(SECRET, PURPOSE));
    }

    @Test
    void showsNothingOfTheSecretInTheSealedValue() {
        String sealed = new String(sealer.seal(SECRET, PURPOSE), StandardCharsets.ISO_8859_1);

        assertThat(sealed).doesNotContain("secret");
    }

    @Test
    void doesNotOpenForAnotherTenantRowOrPurpose() {
        byte[] sealed = sealer.seal(SECRET, PURPOSE);

        List<SealPurpose> others = List.of(
                new SealPurpose("webhook secret", 8, 12),
                new SealPurpose("webhook secret", 7, 13),
                new SealPurpose("webhook secret", 71, 2),
                new SealPurpose("webhook secret", 12, 7),
                new SealPurpose("access token", 7, 12));
        assertThat(others).allSatisfy(other -> assertBroken(sealer, sealed, other));
    }

    @Test
    void doesNotOpenWithAnyBitFlipped() {
        byte[] sealed = sealer.seal(SECRET, PURPOSE);

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertBroken(sealer, flipped, PURPOSE);
        }
    }

    @Test
    void doesNotOpenWhenCutOrLengthened() {
        byte[] sealed = sealer.seal(SECRET, PURPOSE);

        for (int length = 0; length < sealed.length; length++) {
            assertBroken(sealer, Arrays.copyOf(sealed, length), PURPOSE);
        }
        assertBroken(sealer, Arrays.copyOf(sealed, sealed.length + 1), PURPOSE);
    }

    @Test
    void doesNotOpenUnderAnotherMasterKey() {
        Sealer other = with(Base64.getEncoder().encodeToString(new byte[32]));

        assertBroken(other, sealer.seal(SECRET, PURPOSE), PURPOSE);
    }

    @Test
    void tellsOfABrokenSealWithoutTellingTheSecret() {
        byte[] sealed = sealer.seal(SECRET, PURPOSE);

        assertThatExceptionOfType(SealBrokenException.class)
                .isThrownBy(() -> sealer.open(sealed, new SealPurpose("webhook secret", 8, 12)))
                .withMessageContaining("webhook secret of tenant 8")
                .withMessageContaining("segue.master-key.value")
                .withMessageNotContaining(SECRET.value());
    }

    @Test
    void refusesAKeyThatIsTooShort() {
        assertRefused(Base64.getEncoder().encodeToString(new byte[31]), "got 31");
        assertRefused("", "got 0");
    }

    @Test
    void refusesAKeyThatIsNotBase64() {
        assertRefused("this is no base64, however long it may be made!", "got 0");
        assertRefused("-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_", "got 0");
    }

    @Test
    void refusesToStartWithoutAKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Sealer(new TestingMasterKeys(Optional.empty(), Optional.empty(), Optional.empty())))
                .withMessageContaining("segue.master-key.value");
    }

    @Test
    void takesAKeyOf32BytesWithSpacesAround() {
        byte[] sealed = with(" " + Sealer.SAMPLE_KEY + "\n").seal(SECRET, PURPOSE);

        assertThat(sealer.open(sealed, PURPOSE)).isEqualTo(SECRET);
    }

    /** By the first eight of its twelve bytes: where they differ, all do. A million texts would not be kept as cheaply. */
    @Test
    void usesNoNonceTwice() {
        long[] nonces = new long[1_000_000];

        for (int i = 0; i < nonces.length; i++) {
            nonces[i] = ByteBuffer.wrap(sealer.seal(SECRET, PURPOSE)).getLong(5);
        }

        Arrays.sort(nonces);
        assertThat(IntStream.range(1, nonces.length).filter(i -> nonces[i] == nonces[i - 1]))
                .isEmpty();
    }

    @Test
    void showsNothingOfASecretThatIsPrinted() {
        assertThat(SECRET).hasToString("***");
        assertThat(List.of(SECRET)).hasToString("[***]");
        assertThat(new Secret("x")).hasToString(SECRET.toString());
    }

    @Test
    void showsTheEndOfLongSecretsOnly() {
        assertThat(SECRET.lastFour()).isEqualTo("6789");
        assertThat(new Secret("12345678901").lastFour()).isEmpty();
    }

    private static Sealer with(String key) {
        return TestingMasterKeys.of(key).sealer();
    }

    private static void assertBroken(Sealer sealer, byte[] sealed, SealPurpose purpose) {
        assertThatExceptionOfType(SealBrokenException.class).isThrownBy(() -> sealer.open(sealed, purpose));
    }

    private static void assertRefused(String key, String got) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(key))
                .withMessageContaining("segue.master-key.value: expected at least 32 bytes in base64, " + got)
                .withMessageEndingWith("openssl rand -base64 32");
    }
}
