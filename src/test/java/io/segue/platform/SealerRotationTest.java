package io.segue.platform;

import static io.segue.platform.TestingMasterKeys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One master key after the other. */
class SealerRotationTest {

    private static final SealPurpose PURPOSE = new SealPurpose("access token", 7, 12);
    private static final Secret SECRET = new Secret("a secret of a customer");

    private final Sealer old = TestingMasterKeys.of(key(1)).sealer();
    private final Sealer old2 = TestingMasterKeys.of(key(2)).sealer();
    private final Sealer after =
            TestingMasterKeys.of(key(3)).after(key(2), key(1)).sealer();
    private final Sealer before = TestingMasterKeys.of(key(1)).before(key(3)).sealer();

    @Test
    void opensWhatKeysBeforeSealed() {
        assertThat(after.open(old.seal(SECRET, PURPOSE), PURPOSE)).isEqualTo(SECRET);
        assertThat(after.open(old2.seal(SECRET, PURPOSE), PURPOSE)).isEqualTo(SECRET);
    }

    @Test
    void opensWhatAnotherNodeSealsUnderTheKeyThatComes() {
        byte[] sealed = after.seal(SECRET, PURPOSE);

        assertThat(before.open(sealed, PURPOSE)).isEqualTo(SECRET);
        assertThat(before.isUnderPrevious(sealed)).as("it is left as it is").isFalse();
    }

    @Test
    void sealsUnderTheKeyOfNow() {
        Sealer alone = TestingMasterKeys.of(key(3)).sealer();

        assertThat(alone.open(after.seal(SECRET, PURPOSE), PURPOSE)).isEqualTo(SECRET);
        assertThat(old.open(before.seal(SECRET, PURPOSE), PURPOSE)).isEqualTo(SECRET);
    }

    @Test
    void sealsAgainWhatLiesUnderAKeyBefore() {
        byte[] sealed = old.seal(SECRET, PURPOSE);
        assertThat(after.isUnderPrevious(sealed)).isTrue();

        byte[] again = after.sealAgain(sealed, PURPOSE);

        assertThat(after.isUnderPrevious(again)).isFalse();
        assertThat(TestingMasterKeys.of(key(3)).sealer().open(again, PURPOSE)).isEqualTo(SECRET);
    }

    @Test
    void sealsNothingAgainThatWasMovedOrChanged() {
        byte[] sealed = old.seal(SECRET, PURPOSE);
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;

        assertThatExceptionOfType(SealBrokenException.class).isThrownBy(() -> after.sealAgain(changed, PURPOSE));
        assertThatExceptionOfType(SealBrokenException.class)
                .isThrownBy(() -> after.sealAgain(sealed, new SealPurpose("access token", 8, 12)));
    }

    @Test
    void takesTheKeyOfNowForNoneBefore() {
        Sealer restarted = TestingMasterKeys.of(key(3)).after(key(3)).sealer();

        assertThat(restarted.previousIds()).isEmpty();
        assertThat(restarted.isUnderPrevious(after.seal(SECRET, PURPOSE))).isFalse();
    }

    @Test
    void namesTheSettingThatHoldsNoKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sealer.check(Optional.of(key(1)), List.of("short"), Optional.empty()))
                .withMessageStartingWith("Reading segue.master-key.previous: expected at least 32 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sealer.check(Optional.of(key(1)), List.of(), Optional.of("")))
                .withMessageStartingWith("Reading segue.master-key.next: expected at least 32 bytes");
    }

    @Test
    void showsNothingOfAKeyThatIsPrinted() {
        assertThat(MasterKey.read("a setting", key(1))).hasToString("***");
    }
}
