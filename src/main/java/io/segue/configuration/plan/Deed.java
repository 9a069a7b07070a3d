package io.segue.configuration.plan;

import io.segue.alert.rule.QuietHours;
import io.segue.alert.rule.Rule;
import io.segue.alert.target.NewTarget;
import io.segue.alert.target.TargetChange;
import io.segue.sync.SyncOrder;
import io.segue.sync.arrival.ArrivalRule;
import io.segue.sync.hold.HoldPolicy;
import java.time.Duration;
import java.util.Optional;

/** One thing to do, by the means that pages and the API use. Carried out, it happened or it did not. */
public interface Deed {

    void by(Means means);

    /** What pages and the API can do, for one tenant and in somebody's name. */
    interface Means {

        void setWindow(Duration window);

        void setRule(HoldPolicy rule);

        /** Empty: the tenant's default counts again. */
        void setRule(Heard segment, Optional<HoldPolicy> rule);

        /** Empty: new segments stay off. */
        void setRule(Optional<ArrivalRule> rule);

        void setAlertRule(Rule rule);

        /** Empty: warnings never wait. */
        void keepQuiet(Optional<QuietHours> hours);

        void addTarget(NewTarget target);

        void changeTarget(String name, TargetChange change);

        void rename(String connection, String name);

        void declare(Heard segment);

        void order(Heard segment, SyncOrder order);

        void pause(Heard segment, long connection);

        void resume(Heard segment, long connection);

        void empty(Heard segment, long connection);
    }

    /** A segment by Heap's id; the name is for one that Heap has not sent yet. */
    record Heard(String heapId, String name) {}
}
