package io.segue.dashboard.support;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.TenantState;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads, in support's narrow role, how all tenants are doing. */
@ApplicationScoped
class SupportViews {

    static final int PAGE = 50;

    private final Database database;
    private final Tenants tenants;
    private final Failures failures;
    private final Clock clock;

    SupportViews(Database database, Tenants tenants, Failures failures, Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * A tenant, how its syncs and its hook are, and what fails.
     *
     * @param waited since it was asked for
     */
    record Row(TenantSummary tenant, Health health, List<Failure> failures, Duration waited) {

        /** A request is answered the same day; what is promised is two working days. */
        private static final Duration SAME_DAY = Duration.ofDays(1);

        public boolean isRequested() {
            return tenant.state() == TenantState.REQUESTED;
        }

        public boolean isEnabled() {
            return tenant.state() == TenantState.ENABLED;
        }

        /** Somebody must act. */
        public boolean isFailing() {
            return failures.stream().anyMatch(Failure::isUrgent);
        }

        public boolean isOverdue() {
            return isRequested() && waited.compareTo(SAME_DAY) > 0;
        }

        public long waitedSeconds() {
            return waited.toSeconds();
        }
    }

    /** Counts of segments and syncs, and Heap's last call. */
    record Health(long segments, long turnedOn, long failing, Optional<Instant> lastCallAt) {

        static final Health NONE = new Health(0, 0, 0, Optional.empty());
    }

    /** How many tenants there are of each kind, whatever is searched for. */
    record Counts(long all, long requested, long failing, long suspended) {}

    /** One page of the list, and how many tenants the search finds at all. */
    record ListView(TenantQuery query, Optional<Cause> cause, long page, long found, Counts counts, List<Row> rows) {

        public boolean hasNewer() {
            return page > 1;
        }

        public boolean hasOlder() {
            return page * PAGE < found;
        }

        public long first() {
            return (page - 1) * PAGE + 1;
        }

        public long last() {
            return first() + rows.size() - 1;
        }
    }

    /** How tenants are listed. */
    enum Order {
        /** Those who wait, the longest first; then those who fail; then the others by name. */
        NEED("""
                \s f.state <> 'requested', case when f.state = 'requested' then f.requested_at end,
                case when f.urgent then 0 when f.urgent is not null then 1 else 2 end,"""),
        NAME(" ");

        private final String columns;

        Order(String columns) {
            this.columns = columns;
        }
    }

    private record Page(List<TenantSummary> tenants, long found, Counts counts) {}

    /** Those who wait first, the longest first; then those who fail, those first that somebody must act for; then by name. */
    ListView list(TenantQuery query, long page) {
        Page found = database.as(
                Database.Role.SUPPORT,
                connection -> page(connection, query, Order.NEED, (page - 1) * PAGE, page * PAGE));
        return new ListView(
                query, Cause.find(query.cause()), page, found.found(), found.counts(), rows(found.tenants()));
    }

    /** Behind so many of an order, as many as asked for. */
    List<Row> piece(TenantQuery query, Order order, long skip, int most) {
        return rows(database.as(Database.Role.SUPPORT, connection -> page(connection, query, order, skip, skip + most))
                .tenants());
    }

    Row one(String slug) {
        return rows(List.of(tenants.get(slug))).get(0);
    }

    private List<Row> rows(List<TenantSummary> of) {
        Instant now = clock.instant();
        Map<Long, Health> health = health(of.stream().map(TenantSummary::id));
        Map<Long, List<Failure>> failing = failures.of(of.stream().map(TenantSummary::id));
        return of.stream()
                .map(tenant -> new Row(
                        tenant,
                        health.getOrDefault(tenant.id(), Health.NONE),
                        failing.getOrDefault(tenant.id(), List.of()),
                        Duration.between(tenant.requestedAt(), now)))
                .toList();
    }

    /** One statement, in which what fails is found out once; its only row has no tenant when none is found. */
    private static Page page(Connection connection, TenantQuery query, Order order, long from, long to)
            throws SQLException {
        String sql = "with " + Failures.FAILING + """
                    , worst as materialized (select tenant_id, bool_or(urgent) as urgent from failing group by tenant_id),
                    found as materialized (
                        select t.*, w.urgent from tenant t left join worst w on w.tenant_id = t.id""" + query.condition() + """
                    ),
                    page as (
                        select f.*, row_number() over (
                                   order by """ + order.columns + """
                                            lower(f.name), f.id) as place
                          from found f)
                    select p.*, c.*
                      from (select count(*) as all_of_them, count(*) filter (where state = 'requested') as requested,
                                   count(*) filter (where state = 'suspended') as suspended,
                                   (select count(*) from worst where urgent) as failing,
                                   (select count(*) from found) as found from tenant) c
                      left join page p on p.place > ? and p.place <= ? order by p.place""";
        List<Object> values = new ArrayList<>(query.values());
        values.add(from);
        values.add(to);
        List<Found> found = new Select(sql, values.toArray()).list(connection, SupportViews::found);
        return new Page(
                found.stream().flatMap(row -> row.tenant().stream()).toList(),
                found.get(0).found(),
                found.get(0).counts());
    }

    private record Found(Optional<TenantSummary> tenant, long found, Counts counts) {}

    private static Found found(ResultSet row) throws SQLException {
        boolean isTenant = row.getString("slug") != null;
        return new Found(
                isTenant ? Optional.of(tenant(row)) : Optional.empty(),
                row.getLong("found"),
                new Counts(
                        row.getLong("all_of_them"),
                        row.getLong("requested"),
                        row.getLong("failing"),
                        row.getLong("suspended")));
    }

    private static TenantSummary tenant(ResultSet row) throws SQLException {
        return new TenantSummary(
                row.getLong("id"),
                row.getString("slug"),
                row.getString("name"),
                TenantState.of(row.getString("state")),
                Select.text(row, "contact_email"),
                Select.text(row, "note"),
                row.getTimestamp("requested_at").toInstant(),
                Select.time(row, "enabled_at"),
                Select.time(row, "suspended_at"),
                Select.text(row, "suspended_reason"),
                row.getInt("signature_window_seconds"),
                Select.text(row, "requester_name"));
    }

    private Map<Long, Health> health(Stream<Long> of) {
        Long[] asked = of.toArray(Long[]::new);
        return database
                .as(
                        Database.Role.SUPPORT,
                        connection -> new Select("""
                with asked as (select unnest(?) as id)
                select a.id, s.segments, coalesce(y.turned_on, 0) as turned_on, coalesce(y.failing, 0) as failing, h.last_call_at
                  from asked a
                  left join lateral (select count(*) as segments from segment where tenant_id = a.id) s on true
                  left join lateral (select count(*) filter (where mode <> 'off') as turned_on,
                                            count(*) filter (where mode <> 'off' and state <> 'ready') as failing
                                       from sync where tenant_id = a.id) y on true
                  left join hook h on h.tenant_id = a.id""", (Object) asked)
                                .list(
                                        connection,
                                        row -> Map.entry(
                                                row.getLong("id"),
                                                new Health(
                                                        row.getLong("segments"),
                                                        row.getLong("turned_on"),
                                                        row.getLong("failing"),
                                                        Select.time(row, "last_call_at")))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
