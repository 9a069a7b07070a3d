package io.segue.dashboard.overview;

import io.segue.alert.EventType;
import io.segue.alert.target.Target;
import io.segue.alert.target.Targets;
import io.segue.platform.mail.Mails;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Looks whether a tenant has a target of alerts that works. */
@ApplicationScoped
class ToldViews {

    private final Targets targets;
    private final Mails mails;

    ToldViews(Targets targets, Mails mails) {
        this.targets = targets;
        this.mails = mails;
    }

    Told told(long tenant) {
        List<Target> all = targets.list(tenant);
        if (all.stream().anyMatch(this::works)) {
            return Told.SOMEBODY;
        }
        return all.isEmpty() ? Told.NOBODY : Told.NOBODY_IS_REACHED;
    }

    private boolean works(Target target) {
        return target.isOn()
                && target.wants(EventType.ALERT_RAISED)
                && !target.isFailing()
                && (!target.isMail() || mails.areSent());
    }
}
