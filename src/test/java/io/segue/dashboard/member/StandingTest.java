package io.segue.dashboard.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.dashboard.member.Standing.Reason;
import io.segue.dashboard.member.Standing.State;
import io.segue.segment.Members.Membership;
import io.segue.segment.Members.Word;
import io.segue.segment.SegmentSummary;
import io.segue.sync.SentKeys.Direction;
import io.segue.sync.member.KeyRecord.Unsure;
import io.segue.web.catalogue.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a person stands follows from Heap's last word, from what LaunchDarkly confirmed, and from what is in the way. */
class StandingTest {

    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void isInWhenBothSayIn() {
        assertThat(of(true, record().held()).state()).isEqualTo(State.IN);
    }

    @Test
    void isOutWhenBothSayOut() {
        assertThat(of(false, record()).state()).isEqualTo(State.OUT);
    }

    @Test
    void isInForAnotherMemberWithTheSameKey() {
        Standing standing = of(false, record().held().wanted());

        assertThat(standing.state()).isEqualTo(State.IN);
        assertThat(standing.reason()).isEqualTo(Reason.SHARED_KEY);
    }

    @Test
    void isHeldWithTheRemovalsThatWaitForAPerson() {
        Standing standing = of(false, record().held().heldBack(501));

        assertThat(standing.state()).isEqualTo(State.LEAVING);
        assertThat(standing.reason()).isEqualTo(Reason.HELD);
        assertThat(standing.words()).contains("with 500 others", "An editor approves or rejects");
    }

    @Test
    void isOutOfASegmentThatWasEmptied() {
        Standing standing = of(true, record().emptying());

        assertThat(standing.state()).isEqualTo(State.OUT);
        assertThat(standing.reason()).isEqualTo(Reason.EMPTIED);
    }

    @Test
    void isOutWhenTheKeyIsAnErasedPersons() {
        Standing standing = Standing.of(member(true), record().wantedIf(true).build(), true);

        assertThat(standing.state()).isEqualTo(State.OUT);
        assertThat(standing.reason()).isEqualTo(Reason.ERASED);
    }

    @Test
    void isOutWhileASyncIsOff() {
        assertThat(of(true, record().off()).state()).isEqualTo(State.OUT);
    }

    @Test
    void isUncertainWhileACallHasNoEnd() {
        Standing standing = of(true, record().held().unsure(Unsure.UNANSWERED));

        assertThat(standing.state()).isEqualTo(State.UNCERTAIN);
        assertThat(standing.words()).contains("whose answer nobody saw");
        assertThat(standing.next()).contains(NOW);
    }

    @Test
    void isAsItWasBeforeACallThatWasRefused() {
        TestingKeyRecord entering = record().held().unsure(Unsure.UNANSWERED).stopped("The token was refused.");

        assertThat(of(true, entering.called(Direction.ADDED, 401)).state()).isEqualTo(State.OUT);
        assertThat(of(true, entering).reason()).isEqualTo(Reason.REFUSED);

        TestingKeyRecord leaving = record().held().unsure(Unsure.UNANSWERED).stopped("The token was refused.");
        assertThat(of(false, leaving.called(Direction.REMOVED, 401)).state()).isEqualTo(State.LEAVING);
        assertThat(of(false, leaving).reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void isUncertainAfterACallThatMayHaveArrived() {
        TestingKeyRecord record = record().held().unsure(Unsure.UNANSWERED).stopped("The token was refused.");

        assertThat(of(true, record.called(Direction.ADDED, 503).called(Direction.ADDED, 401))
                        .state())
                .isEqualTo(State.UNCERTAIN);
    }

    @Test
    void isUncertainWhileALostSegmentIsSentAgain() {
        assertThat(of(true, record().held().unsure(Unsure.LOST)).reason()).isEqualTo(Reason.LOST);
        assertThat(of(true, record().held().unsure(Unsure.SENT_AGAIN)).reason()).isEqualTo(Reason.SENT_AGAIN);
    }

    @Test
    void isStillInUntilAnErasedPersonsKeyIsRemoved() {
        Standing standing =
                Standing.of(member(true), record().held().wantedIf(true).build(), true);

        assertThat(standing.state()).isEqualTo(State.LEAVING);
        assertThat(standing.reason()).isEqualTo(Reason.ERASED);
    }

    @Test
    void waitsForTheNextRun() {
        Standing standing = of(true, record());

        assertThat(standing.state()).isEqualTo(State.ENTERING);
        assertThat(standing.words()).contains("the next run sends it");
        assertThat(standing.next()).contains(NOW);
    }

    @Test
    void namesTheRefusalOfTheKey() {
        Standing standing = of(true, record().quarantined(true, "key too odd."));

        assertThat(standing.state()).isEqualTo(State.OUT);
        assertThat(standing.reason()).isEqualTo(Reason.QUARANTINED);
        assertThat(standing.words()).contains("LaunchDarkly refused the key: key too odd.", "quarantined");
    }

    @Test
    void doesNotKnowOfAKeyThatWasRefusedAfterAnUnansweredCall() {
        Standing standing = of(true, record().held().quarantined(true, "key too odd."));

        assertThat(standing.state()).isEqualTo(State.UNCERTAIN);
        assertThat(standing.reason()).isEqualTo(Reason.QUARANTINED);
        assertThat(standing.words()).contains("LaunchDarkly refused the key: key too odd.", "may hold it");
    }

    @Test
    void stillHasWhomARefusedRemovalKeeps() {
        Standing standing = of(false, record().held().quarantined(false, "no."));

        assertThat(standing.state()).isEqualTo(State.LEAVING);
        assertThat(standing.words()).contains("refused the removal");
    }

    @Test
    void saysThatAnOffSyncSendsNothing() {
        Standing standing = of(false, record().held().off());

        assertThat(standing.state()).isEqualTo(State.LEAVING);
        assertThat(standing.words()).contains("The sync is off");
        assertThat(standing.next()).isEmpty();
    }

    @Test
    void saysThatAPausedSyncSendsNothing() {
        Standing standing = of(true, record().paused());

        assertThat(standing.words()).contains("paused");
        assertThat(standing.next()).isEmpty();
    }

    @Test
    void isLeavingWhileTheSegmentIsEmptied() {
        Standing standing = of(true, record().held().emptying());

        assertThat(standing.state()).isEqualTo(State.LEAVING);
        assertThat(standing.words()).contains("being emptied");
    }

    @Test
    void namesWhatStoppedTheSync() {
        Standing standing = of(true, record().stopped("The token was refused."));

        assertThat(standing.state()).isEqualTo(State.OUT);
        assertThat(standing.reason()).isEqualTo(Reason.REFUSED);
        assertThat(standing.words()).contains("The token was refused.");
        assertThat(standing.error()).contains(ErrorCode.CREDENTIALS_REFUSED);
    }

    @Test
    void namesTheFieldThatHasNoValue() {
        assertThat(Standing.withoutKey(member(true)).words()).contains("“email”");
    }

    private static Standing of(boolean isPresent, TestingKeyRecord record) {
        return Standing.of(member(isPresent), record.wantedIf(isPresent).build(), false);
    }

    private static Membership member(boolean isPresent) {
        SegmentSummary segment =
                new SegmentSummary(1, "950", "Power users", Optional.of("email"), 1, 1, Optional.empty(), NOW);
        return new Membership(segment, "7", Optional.of("ann"), isPresent, 1, List.of(new Word(1, isPresent)));
    }

    private static TestingKeyRecord record() {
        return new TestingKeyRecord();
    }
}
