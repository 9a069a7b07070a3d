package io.segue.configuration;

import io.segue.alert.rule.QuietHours;
import io.segue.alert.rule.Rule;
import io.segue.alert.rule.Rules;
import io.segue.alert.target.NewTarget;
import io.segue.alert.target.Target;
import io.segue.alert.target.TargetChange;
import io.segue.alert.target.Targets;
import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.configuration.plan.Deed.Heard;
import io.segue.configuration.plan.Deed.Means;
import io.segue.connection.Connections;
import io.segue.inbox.hook.HookSettings;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.Segments;
import io.segue.sync.Stops;
import io.segue.sync.SyncOrder;
import io.segue.sync.Syncs;
import io.segue.sync.arrival.ArrivalRule;
import io.segue.sync.arrival.ArrivalRules;
import io.segue.sync.hold.HoldPolicy;
import io.segue.sync.hold.HoldRules;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What pages and the API do, by the same classes; each of them writes its own line into the audit log. */
@ApplicationScoped
class TenantMeans {

    private final Database database;
    private final Segments segments;
    private final Connections connections;
    private final Syncs syncs;
    private final Stops stops;
    private final HoldRules rules;
    private final ArrivalRules arrivals;
    private final HookSettings hook;
    private final Rules alertRules;
    private final Targets targets;
    private final Audit audit;

    TenantMeans(
            Database database,
            Segments segments,
            Connections connections,
            Syncs syncs,
            Stops stops,
            HoldRules rules,
            ArrivalRules arrivals,
            HookSettings hook,
            Rules alertRules,
            Targets targets,
            Audit audit) {
        this.database = database;
        this.segments = segments;
        this.connections = connections;
        this.syncs = syncs;
        this.stops = stops;
        this.rules = rules;
        this.arrivals = arrivals;
        this.hook = hook;
        this.alertRules = alertRules;
        this.targets = targets;
        this.audit = audit;
    }

    Means of(long tenant, String actor) {
        return new OfTenant(tenant, actor);
    }

    private final class OfTenant implements Means {

        private final long tenant;
        private final String actor;

        OfTenant(long tenant, String actor) {
            this.tenant = tenant;
            this.actor = actor;
        }

        @Override
        public void setWindow(Duration window) {
            hook.changeWindow(tenant, window, actor);
        }

        @Override
        public void setRule(HoldPolicy rule) {
            rules.setOfTenant(tenant, rule, actor);
        }

        @Override
        public void setRule(Heard segment, Optional<HoldPolicy> rule) {
            rules.setOfSegment(tenant, number(segment), rule, actor);
        }

        @Override
        public void setRule(Optional<ArrivalRule> rule) {
            arrivals.set(tenant, rule, actor);
        }

        @Override
        public void setAlertRule(Rule rule) {
            alertRules.save(tenant, List.of(rule), actor);
        }

        @Override
        public void keepQuiet(Optional<QuietHours> hours) {
            alertRules.keepQuiet(tenant, hours, actor);
        }

        @Override
        public void addTarget(NewTarget target) {
            targets.create(tenant, target, actor);
        }

        @Override
        public void changeTarget(String name, TargetChange change) {
            Target found = targets.list(tenant).stream()
                    .filter(target -> target.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> ProblemException.notFound("this target of alerts"));
            targets.change(tenant, found.id(), change, actor);
        }

        @Override
        public void rename(String connection, String name) {
            connections.rename(tenant, connection, name, actor);
        }

        @Override
        public void declare(Heard segment) {
            number(segment);
            audit.write(
                    tenant, actor, "made a segment ahead of Heap", segment.name(), Change.to("id " + segment.heapId()));
        }

        @Override
        public void order(Heard segment, SyncOrder order) {
            syncs.order(tenant, number(segment), order, actor);
        }

        @Override
        public void pause(Heard segment, long connection) {
            stops.pause(tenant, sync(segment, connection), actor);
        }

        @Override
        public void resume(Heard segment, long connection) {
            stops.resume(tenant, sync(segment, connection), actor);
        }

        @Override
        public void empty(Heard segment, long connection) {
            stops.empty(tenant, sync(segment, connection), actor);
        }

        private long number(Heard segment) {
            return segments.idOf(tenant, segment.heapId(), segment.name());
        }

        private long sync(Heard segment, long connection) {
            long number = number(segment);
            return database.inTenant(
                            tenant, c -> new Select("""
                    select id from sync where tenant_id = ? and segment_id = ? and connection_id = ?""", tenant, number, connection).first(c, row -> row.getLong(1)))
                    .orElseThrow(() -> ProblemException.notFound("this sync"));
        }
    }
}
