package io.segue.alert.page;

import io.segue.alert.notice.LoggedDelivery;
import io.segue.alert.rule.QuietHours;
import io.segue.alert.target.Target;
import io.segue.alert.watch.Alert;
import java.util.List;
import java.util.Optional;

/**
 * The page Alerts.
 *
 * @param secret of a signed webhook, where it was made just now
 * @param zone of quiet hours that are new
 * @param older where the log goes on
 * @param mistake in what was posted
 */
public record AlertsView(
        String slug,
        boolean canEdit,
        boolean mailsSent,
        List<RuleRow> rules,
        Optional<QuietHours> quiet,
        String zone,
        List<Target> targets,
        TargetForm typed,
        Optional<NewSecret> secret,
        List<Alert> alerts,
        Log log,
        Optional<String> mistake) {

    public AlertsView {
        rules = List.copyOf(rules);
        targets = List.copyOf(targets);
        alerts = List.copyOf(alerts);
    }

    /** A secret that is shown by this answer and never again. */
    public record NewSecret(String target, String value) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /**
     * The log, or a piece of it.
     *
     * @param of the target whose log it is; empty for all
     */
    public record Log(List<LoggedDelivery> deliveries, Optional<Target> of, String state, Optional<String> older) {

        public Log {
            deliveries = List.copyOf(deliveries);
        }

        /** What is sent within seconds: the page looks again by itself. */
        public boolean isMoving() {
            return deliveries.stream()
                    .anyMatch(one -> one.isHeldBack()
                            && one.nextTryAt()
                                    .filter(at -> !at.isAfter(one.createdAt()))
                                    .isPresent());
        }
    }

    public List<Alert> open() {
        return alerts.stream().filter(Alert::isOpen).toList();
    }

    public List<Alert> over() {
        return alerts.stream().filter(alert -> !alert.isOpen()).toList();
    }

    /** Somebody hears of alerts. */
    public boolean isAnybodyTold() {
        return targets.stream()
                .anyMatch(target -> target.isOn() && !target.events().isEmpty());
    }

    public boolean hasMails() {
        return targets.stream().anyMatch(target -> target.kind().word().equals("email"));
    }
}
