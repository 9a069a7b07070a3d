package io.segue.dashboard.member;

import io.segue.sync.SentKeys.Direction;
import io.segue.sync.member.KeyRecord;
import io.segue.sync.member.KeyRecord.HeldBack;
import io.segue.sync.member.KeyRecord.KeyCall;
import io.segue.sync.member.KeyRecord.Order;
import io.segue.sync.member.KeyRecord.Quarantine;
import io.segue.sync.member.KeyRecord.Unsure;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of a key in one sync, as far as a test cares; the rest is as usual. */
final class TestingKeyRecord {
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

    TestingKeyRecord held() {
        isHeld = true;
        return this;
    }

    TestingKeyRecord unsure(Unsure why) {
        unsure = why;
        return this;
    }

    /** The latest. */
    TestingKeyRecord called(Direction direction, int status) {
        calls.add(
                0,
                new KeyCall(
                        "run_1",
                        1,
                        StandingTest.NOW,
                        direction,
                        Optional.of(status),
                        status == 200
                                ? Optional.empty()
                                : Optional.of(new ShownError(ErrorCode.CREDENTIALS_REFUSED, "no"))));
        return this;
    }

    TestingKeyRecord off() {
        mode = "off";
        return this;
    }

    TestingKeyRecord paused() {
        isPaused = true;
        return this;
    }

    TestingKeyRecord emptying() {
        mode = "off";
        isEmptying = true;
        return this;
    }

    TestingKeyRecord stopped(String why) {
        state = "stopped";
        failure = Optional.of(new ShownError(ErrorCode.CREDENTIALS_REFUSED, why));
        return this;
    }

    TestingKeyRecord quarantined(boolean adding, String why) {
        quarantine = Optional.of(new Quarantine(adding, why, StandingTest.NOW));
        return this;
    }

    TestingKeyRecord wanted() {
        isWanted = true;
        return this;
    }

    TestingKeyRecord wantedIf(boolean isPresent) {
        isWanted |= isPresent;
        return this;
    }

    TestingKeyRecord heldBack(long removals) {
        hold = Optional.of(new HeldBack(removals, StandingTest.NOW));
        return this;
    }

    KeyRecord build() {
        return new KeyRecord(
                "con_1",
                "Production",
                new Order(mode, state, isPaused, isEmptying, failure, Optional.of(StandingTest.NOW)),
                isWanted,
                isHeld,
                unsure,
                quarantine,
                hold,
                Optional.empty(),
                calls);
    }
}
