package io.segue.alert.watch;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import io.segue.sync.lateness.HeapHeardEvent;
import io.segue.sync.lateness.HeapSilentEvent;
import io.segue.tenant.TenantState;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks where something is wrong, and where it is well again. Whatever a node does not come to, the next look finds: it
 * compares states and remembers nothing (docs/decisions/0100).
 */
@ApplicationScoped
class AlertJob {

    private final Database database;
    private final Tenants tenants;
    private final AlertLook look;
    private final EndedRuns runs;
    private final Clock clock;

    AlertJob(Database database, Tenants tenants, AlertLook look, EndedRuns runs, Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.look = look;
        this.runs = runs;
        this.clock = clock;
    }

    /** Visible for tests. */
    @Scheduled(
            identity = "alerts",
            every = "${segue.alerts.look-every:20s}",
            delayed = "20s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        List<TenantSummary> enabled = tenants.all().stream()
                .filter(tenant -> tenant.state() == TenantState.ENABLED)
                .toList();
        each(enabled, concerned(clock.instant()), look::at);
        each(enabled, runs.awaited(), this::tellOfRuns);
    }

    /** Told at once; if this node is lost before it comes to that, the next look finds the silence. */
    void silent(@Observes HeapSilentEvent event) {
        lookAt(event.tenant());
    }

    void heard(@Observes HeapHeardEvent event) {
        lookAt(event.tenant());
    }

    private void lookAt(long tenant) {
        each(
                tenants.all().stream()
                        .filter(one -> one.state() == TenantState.ENABLED)
                        .toList(),
                List.of(tenant),
                look::at);
    }

    private static void each(List<TenantSummary> enabled, List<Long> wanted, Consumer<TenantSummary> work) {
        Stream<TenantSummary> found = enabled.stream().filter(tenant -> wanted.contains(tenant.id()));
        found.forEach(work);
    }

    private void tellOfRuns(TenantSummary tenant) {
        try {
            runs.tell(tenant, clock.instant());
        } catch (RuntimeException e) {
            Log.warnf(e, "Telling tenant %d of ended runs failed. The next look finds them.", tenant.id());
        }
    }

    /** Where anything may be wrong, or was when somebody last looked; the many others are not looked at. */
    private List<Long> concerned(Instant now) {
        Timestamp lately = Timestamp.from(now.minus(OtherConditions.LATELY));
        return database.as(
                Role.WORKER,
                connection -> new Select("""
                select tenant_id from sync where state <> 'ready' and mode <> 'off' and paused_at is null
                union select tenant_id from hold where state = 'open'
                union select tenant_id from silence where ended_at is null
                union select tenant_id from quarantined_key where at > ?
                union select tenant_id from run_call where status = 429 and at > ?
                union select tenant_id from hook where last_refusal_at > coalesce(last_call_at, '-infinity')
                union select tenant_id from hook where other_id_token_at > ?
                union select tenant_id from flag_write where mode <> 'off' and state <> 'ready'
                union select tenant_id from flag_change_order where is_on and state <> 'ready'
                union select tenant_id from alert where recovered_at is null""", lately, lately, lately).list(connection, row -> row.getLong(1)));
    }
}
