package io.segue.platform.rotation;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.segue.platform.SealBrokenException;
import io.segue.platform.Sealer;
import io.segue.platform.rotation.SealedColumn.Place;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * While a master key before is configured: seals what lies under it again, under the key of now. It may be cut off
 * anywhere, and goes on with what is left: a value is changed in one transaction, and opens under either key.
 */
@ApplicationScoped
public class KeyRotation {

    private final SealedValues values;
    private final Sealer sealer;
    private volatile boolean saidThatItIsDone;

    KeyRotation(SealedValues values, Sealer sealer) {
        this.values = values;
        this.sealer = sealer;
    }

    /** What a round did: how many it sealed again, and how many do not open under any key. */
    public record Round(long sealedAgain, long broken) {

        private Round plus(Round other) {
            return new Round(sealedAgain + other.sealedAgain, broken + other.broken);
        }
    }

    @Scheduled(identity = "seal-again", every = "1m", delayed = "15s")
    void work() {
        if (!sealer.previousIds().isEmpty()) {
            tell(sealAgain());
        }
    }

    /** Until nothing that opens is left under a key before. */
    public Round sealAgain() {
        Round all = new Round(0, 0);
        for (SealedColumn column : values.columns()) {
            Round last;
            do {
                last = round(column);
                all = all.plus(last);
            } while (last.sealedAgain > 0);
        }
        return all;
    }

    private Round round(SealedColumn column) {
        Round round = new Round(0, 0);
        for (Place place : values.underPrevious(column)) {
            try {
                round = round.plus(new Round(values.sealAgain(column, place) ? 1 : 0, 0));
            } catch (SealBrokenException e) {
                Log.warnf("Sealing again a value of %s: %s", column, e.getMessage());
                round = round.plus(new Round(0, 1));
            }
        }
        return round;
    }

    private void tell(Round round) {
        if (round.sealedAgain > 0) {
            Log.infof("Sealed %d stored secrets again, under the master key of now", round.sealedAgain);
        }
        if (round.broken > 0) {
            Log.warnf(
                    "%d stored secrets lie under the master key before and do not open: they have to be entered again",
                    round.broken);
        } else if (round.sealedAgain > 0 || !saidThatItIsDone) {
            saidThatItIsDone = true;
            Log.info("Nothing is sealed under the master key before any more. When every node has the new one, the"
                    + " operator takes the old one out of segue.master-key.previous.");
        }
    }
}
