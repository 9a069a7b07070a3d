package io.segue.dashboard.support;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.People;
import io.segue.tenant.TenantState;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
    private final People people;

    SupportViews(Database database, Tenants tenants, People people) {
        this.database = database;
        this.tenants = tenants;
        this.people = people;
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

    /** A person who is in or invited, and since when they have been in. */
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

    /** One page of the list, and how many tenants the search finds at all. */
    record ListView(String search, long page, long found, long requested, List<Row> rows) {

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

    private record Page(List<TenantSummary> tenants, long found, long requested) {}

    /** Those who wait first, the longest first; then those who fail; then by name. */
    ListView list(String search, long page) {
        String wanted = search.strip();
        Page found = database.as(Database.Role.SUPPORT, connection -> page(connection, wanted, page));
        Map<Long, Health> health = health(found.tenants().stream().map(TenantSummary::id));
        return new ListView(
                wanted,
                page,
                found.found(),
                found.requested(),
                found.tenants().stream()
                        .map(tenant -> new Row(tenant, health.getOrDefault(tenant.id(), Health.NONE)))
                        .toList());
    }

    Row one(String slug) {
        TenantSummary tenant = tenants.get(slug);
        return new Row(tenant, health(Stream.of(tenant.id())).getOrDefault(tenant.id(), Health.NONE));
    }

    /** Who is in, the owners first, and who is invited. */
    List<Invited> people(long tenant) {
        Stream<Invited> in = people.members(tenant).stream()
                .map(person -> new Invited(person.called(), person.role().word(), Optional.of(person.joinedAt())));
        Stream<Invited> invited = people.invited(tenant).stream()
                .map(waiting -> new Invited(waiting.called(), waiting.role().word(), Optional.empty()));
        return Stream.concat(in, invited).toList();
    }

    private static Page page(Connection connection, String search, long page) throws SQLException {
        String where = search.isEmpty()
                ? ""
                : " where position(lower(?) in lower(t.name)) > 0 or position(lower(?) in t.slug) > 0";
        Object[] values = search.isEmpty() ? new Object[0] : new Object[] {search, search};
        List<TenantSummary> tenants = new Select(
                        """
                with failing as (select distinct tenant_id from sync where mode <> 'off' and state <> 'ready')
                select t.* from tenant t left join failing f on f.tenant_id = t.id and t.state = 'enabled'""" + where + """

                 order by t.state <> 'requested', case when t.state = 'requested' then t.requested_at end,
                          f.tenant_id is null, lower(t.name), t.id
                """ + " limit " + PAGE + " offset " + (page - 1) * PAGE, values)
                .list(connection, SupportViews::tenant);
        String counts = "select count(*), count(*) filter (where t.state = 'requested') from tenant t" + where;
        return new Select(counts, values)
                .first(connection, row -> new Page(tenants, row.getLong(1), row.getLong(2)))
                .orElseThrow();
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
                select a.id, s.segments, coalesce(y.turned_on, 0) as turned_on, coalesce(y.failing, 0) as failing, y.failure,
                       h.last_call_at,
                       case when h.last_refusal_at > coalesce(h.last_call_at, '-infinity') then h.last_refusal end as refusal
                  from asked a
                  left join lateral (select count(*) as segments from segment where tenant_id = a.id) s on true
                  left join lateral (select count(*) filter (where mode <> 'off') as turned_on,
                                            count(*) filter (where mode <> 'off' and state <> 'ready') as failing,
                                            mode() within group (order by failure_message)
                                                filter (where mode <> 'off' and state <> 'ready') as failure
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
                                                        Select.text(row, "failure"),
                                                        Select.time(row, "last_call_at"),
                                                        Select.text(row, "refusal")))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
