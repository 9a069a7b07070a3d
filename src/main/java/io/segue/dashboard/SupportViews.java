package io.segue.dashboard;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.TenantState;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads, in support's narrow role, how all tenants are doing. */
@ApplicationScoped
class SupportViews {

    private final Database database;
    private final Tenants tenants;

    SupportViews(Database database, Tenants tenants) {
        this.database = database;
        this.tenants = tenants;
    }

    /** A tenant, how its syncs and its hook are. */
    record Row(TenantSummary tenant, Health health) {

        public boolean isRequested() {
            return tenant.state() == TenantState.REQUESTED;
        }

        public boolean isEnabled() {
            return tenant.state() == TenantState.ENABLED;
        }

        public boolean isFailing() {
            return isEnabled() && health.failing() > 0;
        }
    }

    /** A person who was invited, and since when they have been in. */
    record Invited(String who, String role, Optional<Instant> joinedAt) {}

    /** Counts of syncs, the commonest failure, and Heap's side. */
    record Health(
            long segments,
            long turnedOn,
            long failing,
            Optional<String> failure,
            Optional<Instant> lastCallAt,
            Optional<String> lastRefusal) {

        static final Health NONE = new Health(0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Those who wait first, the longest first; then those who fail; then by name. */
    List<Row> all() {
        Map<Long, Health> health = health();
        return tenants.all().stream()
                .map(tenant -> new Row(tenant, health.getOrDefault(tenant.id(), Health.NONE)))
                .sorted(Comparator.comparing(Row::isRequested)
                        .reversed()
                        .thenComparing(row -> row.isRequested() ? row.tenant().requestedAt() : Instant.EPOCH)
                        .thenComparing(Comparator.comparing(Row::isFailing).reversed())
                        .thenComparing(row -> row.tenant().name()))
                .toList();
    }

    Row one(String slug) {
        TenantSummary tenant = tenants.get(slug);
        return new Row(tenant, health().getOrDefault(tenant.id(), Health.NONE));
    }

    /** Whom support invited, the owners first. */
    List<Invited> invited(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select email, role, accepted_at from invitation
                 where tenant_id = ? order by role <> 'owner', email""", tenant)
                        .list(
                                connection,
                                row -> new Invited(
                                        row.getString("email").replaceFirst("^user:", ""),
                                        row.getString("role"),
                                        Select.time(row, "accepted_at"))));
    }

    private Map<Long, Health> health() {
        return database
                .as(
                        Database.Role.SUPPORT,
                        connection -> new Select("""
                with segments as (select tenant_id, count(*) as segments from segment group by tenant_id),
                     syncs as (select tenant_id, count(*) filter (where mode <> 'off') as turned_on,
                                      count(*) filter (where mode <> 'off' and state <> 'ready') as failing,
                                      mode() within group (order by failure_message)
                                          filter (where mode <> 'off' and state <> 'ready') as failure
                                 from sync group by tenant_id)
                select t.id, coalesce(s.segments, 0) as segments, coalesce(y.turned_on, 0) as turned_on,
                       coalesce(y.failing, 0) as failing, y.failure, h.last_call_at,
                       case when h.last_refusal_at > coalesce(h.last_call_at, '-infinity') then h.last_refusal end as refusal
                  from tenant t
                  left join segments s on s.tenant_id = t.id
                  left join syncs y on y.tenant_id = t.id
                  left join hook h on h.tenant_id = t.id""")
                                .list(
                                        connection,
                                        row -> Map.entry(
                                                row.getLong("id"),
                                                new Health(
                                                        row.getLong("segments"),
                                                        row.getLong("turned_on"),
                                                        row.getLong("failing"),
                                                        Select.text(row, "failure"),
                                                        Select.time(row, "last_call_at"),
                                                        Select.text(row, "refusal")))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
