package io.segue.dashboard.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.dashboard.member.Standing.Reason;
import io.segue.dashboard.member.Standing.State;
import io.segue.segment.Members.Membership;
import io.segue.segment.Members.Word;
import io.segue.segment.SegmentSummary;
import io.segue.sync.SentKeys.Direction;
import io.segue.sync.member.KeyRecord;
import io.segue.sync.member.KeyRecord.HeldBack;
import io.segue.sync.member.KeyRecord.KeyCall;
import io.segue.sync.member.KeyRecord.Order;
import io.segue.sync.member.KeyRecord.Quarantine;
import io.segue.sync.member.KeyRecord.Unsure;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a person stands follows from Heap's last word, from what LaunchDarkly confirmed, and from what is in the way. */
class StandingTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

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
        Builder entering = record().held().unsure(Unsure.UNANSWERED).stopped("The token was refused.");

        assertThat(of(true, entering.called(Direction.ADDED, 401)).state()).isEqualTo(State.OUT);
        assertThat(of(true, entering).reason()).isEqualTo(Reason.REFUSED);

        Builder leaving = record().held().unsure(Unsure.UNANSWERED).stopped("The token was refused.");
        assertThat(of(false, leaving.called(Direction.REMOVED, 401)).state()).isEqualTo(State.LEAVING);
        assertThat(of(false, leaving).reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void isUncertainAfterACallThatMayHaveArrived() {
        Builder record = record().held().unsure(Unsure.UNANSWERED).stopped("The token was refused.");

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

    private static Standing of(boolean isPresent, Builder record) {
        return Standing.of(member(isPresent), record.wantedIf(isPresent).build(), false);
    }

    private static Membership member(boolean isPresent) {
        SegmentSummary segment =
                new SegmentSummary(1, "950", "Power users", Optional.of("email"), 1, 1, Optional.empty(), NOW);
        return new Membership(segment, "7", Optional.of("ann"), isPresent, 1, List.of(new Word(1, isPresent)));
    }

    private static Builder record() {
        return new Builder();
    }

    private static final class Builder {
        private String mode = "recurring";
        private String state = "ready";
        private Optional<ShownError> failure = Optional.empty();
        private boolean isPaused;
        private boolean isEmptying;
        private boolean isHeld;
        private boolean isWanted;
        private Unsure unsure = Unsure.NOT;
        private final List<KeyCall> calls = new ArrayList<>();
        private Optional<HeldBack> hold = Optional.empty();
        private Optional<Quarantine> quarantine = Optional.empty();

        Builder held() {
            isHeld = true;
            return this;
        }

        Builder unsure(Unsure why) {
            unsure = why;
            return this;
        }

        /** The latest. */
        Builder called(Direction direction, int status) {
            calls.add(
                    0,
                    new KeyCall(
                            "run_1",
                            1,
                            NOW,
                            direction,
                            Optional.of(status),
                            status == 200
                                    ? Optional.empty()
                                    : Optional.of(new ShownError(ErrorCode.CREDENTIALS_REFUSED, "no"))));
            return this;
        }

        Builder off() {
            mode = "off";
            return this;
        }

        Builder paused() {
            isPaused = true;
            return this;
        }

        Builder emptying() {
            mode = "off";
            isEmptying = true;
            return this;
        }

        Builder stopped(String why) {
            state = "stopped";
            failure = Optional.of(new ShownError(ErrorCode.CREDENTIALS_REFUSED, why));
            return this;
        }

        Builder quarantined(boolean adding, String why) {
            quarantine = Optional.of(new Quarantine(adding, why, NOW));
            return this;
        }

        Builder wanted() {
            isWanted = true;
            return this;
        }

        Builder wantedIf(boolean isPresent) {
            isWanted |= isPresent;
            return this;
        }

        Builder heldBack(long removals) {
            hold = Optional.of(new HeldBack(removals, NOW));
            return this;
        }

        KeyRecord build() {
            return new KeyRecord(
                    "con_1",
                    "Production",
                    new Order(mode, state, isPaused, isEmptying, failure, Optional.of(NOW)),
                    isWanted,
                    isHeld,
                    unsure,
                    quarantine,
                    hold,
                    Optional.empty(),
                    calls);
        }
    }
}
