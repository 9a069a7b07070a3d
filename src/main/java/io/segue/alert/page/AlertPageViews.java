package io.segue.alert.page;

import io.segue.alert.AlertConfig;
import io.segue.alert.notice.Deliveries;
import io.segue.alert.notice.LoggedDelivery;
import io.segue.alert.page.AlertPages.Typed;
import io.segue.alert.page.AlertsView.Log;
import io.segue.alert.page.AlertsView.NewSecret;
import io.segue.alert.rule.Rules;
import io.segue.alert.target.Target;
import io.segue.alert.target.Targets;
import io.segue.alert.watch.AlertViews;
import io.segue.platform.mail.Mails;
import io.segue.tenant.CurrentTenant;
import io.segue.web.ProblemException;
import io.segue.web.Zones;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what the page Alerts shows. */
@ApplicationScoped
class AlertPageViews {

    private static final int ALERTS = 30;
    private static final int DELIVERIES = 25;

    private final Rules rules;
    private final Targets targets;
    private final Deliveries deliveries;
    private final AlertViews alerts;
    private final Mails mails;
    private final AlertConfig config;
    private final Zones zones;

    AlertPageViews(
            Rules rules,
            Targets targets,
            Deliveries deliveries,
            AlertViews alerts,
            Mails mails,
            AlertConfig config,
            Zones zones) {
        this.rules = rules;
        this.targets = targets;
        this.deliveries = deliveries;
        this.alerts = alerts;
        this.mails = mails;
        this.config = config;
        this.zones = zones;
    }

    AlertsView page(CurrentTenant tenant, String target, String state, String before) {
        Optional<Target> of = target.isEmpty() ? Optional.empty() : Optional.of(targets.get(tenant.id(), target));
        return view(
                tenant,
                log(tenant, of, LoggedDelivery.STATES.contains(state) ? state : "", before),
                Typed.NOTHING,
                null,
                null);
    }

    AlertsView mistaken(CurrentTenant tenant, Typed typed, ProblemException problem) {
        return view(tenant, log(tenant, Optional.empty(), "", ""), typed, null, problem);
    }

    AlertsView withSecret(CurrentTenant tenant, NewSecret secret) {
        return view(tenant, log(tenant, Optional.empty(), "", ""), Typed.NOTHING, secret, null);
    }

    private Log log(CurrentTenant tenant, Optional<Target> of, String state, String before) {
        List<LoggedDelivery> found = deliveries.list(tenant.id(), of.map(Target::id), state, before, DELIVERIES + 1);
        boolean goesOn = found.size() > DELIVERIES;
        List<LoggedDelivery> shown = goesOn ? found.subList(0, DELIVERIES) : found;
        return new Log(
                shown, of, state, goesOn ? Optional.of(shown.get(DELIVERIES - 1).id()) : Optional.empty());
    }

    private AlertsView view(
            CurrentTenant tenant,
            Log log,
            Typed typed,
            @Nullable NewSecret secret,
            @Nullable ProblemException problem) {
        return new AlertsView(
                tenant.slug(),
                tenant.canEdit(),
                mails.areSent(),
                typed.rules()
                        .orElseGet(() ->
                                rules.all(tenant.id()).stream().map(RuleRow::of).toList()),
                rules.quietHours(tenant.id()),
                zones.told().orElseGet(config::zone).getId(),
                targets.list(tenant.id()),
                typed.target(),
                Optional.ofNullable(secret),
                alerts.list(tenant.id(), 0, ALERTS),
                log,
                Optional.ofNullable(problem).map(ProblemException::detail));
    }
}
