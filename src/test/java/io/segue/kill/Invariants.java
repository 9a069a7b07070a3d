package io.segue.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.segue.kill.TestingHeapSide.Acknowledged;
import io.segue.kill.TestingSink.Call;
import io.segue.platform.Deflated;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must hold whatever ends: of the scenario's own segments, in the database, in LaunchDarkly and in the logs. */
final class Invariants {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+@example.com)\"");

    /** For one page of one tenant: whatever was cut off is asserted again. */
    private static final int MOST_CALLS = 8;

    /** Each round has a bad key for each tenant, and finding it takes up to 21 further calls. */
    private static final int MOST_CALLS_FOR_BAD_KEYS = KillScenario.ROUNDS * 21;

    /**
     * What one kill, pause or break cuts off is asserted again by whoever goes on; a node that wakes up makes its own call all
     * the same, and that is repaired by one more.
     */
    private static final int AGAIN = 3;

    /** A lease is taken over within that time, by whoever is there. */
    private static final Duration TAKEOVER = Duration.ofSeconds(45);

    private final TestingCluster cluster;
    private final KillScenario scenario;
    private final Map<String, Instant> claims = new HashMap<>();

    Invariants(TestingCluster cluster, KillScenario scenario) {
        this.cluster = cluster;
        this.scenario = scenario;
    }

    /** Where LaunchDarkly does not hold what Heap told. */
    List<String> wrong() {
        List<String> found = new ArrayList<>();
        for (TestingTenant tenant : cluster.tenants) {
            Set<String> expected = scenario.model.get(tenant);
            Set<String> held = cluster.launchDarkly.held(tenant.environment(), scenario.segment);
            if (!held.equals(expected)) {
                found.add(tenant.slug() + " has " + held.size() + " in LaunchDarkly and not the expected "
                        + expected.size());
            }
        }
        return found;
    }

    boolean isAtRest() {
        return inTheMiddle().isEmpty();
    }

    /** I3, I4 and I5 while it goes on. */
    void holdAllAlong() {
        assertThat(cluster.launchDarkly.tooEarly())
                .as("I4: calls before the time told")
                .isEmpty();
        assertThat(strangers()).as("I3: calls with another's token or keys").isEmpty();
        List<String> old = oldClaims();
        if (cluster.listensFor(TAKEOVER)) {
            assertThat(old).as("I5: leases of claims older than %s", TAKEOVER).isEmpty();
        }
    }

    /** Seen held for so long, by the claim that is told apart by its fence: no run of a scenario takes that long. */
    private List<String> oldClaims() {
        Instant now = Instant.now();
        try {
            List<String> held =
                    cluster.server.texts("select 'tenant ' || s.tenant_id || ', fence ' || s.fence from sync s" + ours()
                            + " where s.lease_until is not null");
            claims.keySet().retainAll(held);
            held.forEach(claim -> claims.putIfAbsent(claim, now));
        } catch (IllegalStateException e) {
            // The database is away: it is asked again.
            claims.clear();
        }
        return claims.entrySet().stream()
                .filter(claim -> claim.getValue().plus(TAKEOVER).isBefore(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    void holdAtRest() {
        holdAllAlong();
        assertThat(wrong()).as("I2: at rest").isEmpty();
        assertThat(inTheMiddle()).as("I5: at rest").isEmpty();
        everythingIsStored();
        triesAreFew();
        ledgerIsWhole();
        assertThat(cluster.server.count(audit("ordered a sync")))
                .as("I6: an entry for each order")
                .isEqualTo(cluster.tenants.size());
        assertThat(cluster.server.count(audit("started a run")))
                .as("I6: an entry for each run that a person asked for")
                .isEqualTo(cluster.tenants.size());
        assertThat(cluster.server.count("select coalesce(sum(replays), 0) from delivery where heap_segment_id = '"
                        + scenario.segment + "'"))
                .as("I6: replays are told as often as they happened")
                .isEqualTo(cluster.server.count("select count(*) from audit_entry where action = 'replayed a delivery'"
                        + " and subject in ('" + String.join("','", scenario.replayed()) + "')"))
                .isGreaterThanOrEqualTo(scenario.replayed().size());
        for (String output : cluster.outputs()) {
            assertThat(output.lines().filter(line -> secrets().stream().anyMatch(line::contains)))
                    .as("I7: in the log")
                    .isEmpty();
        }
    }

    /** I4: a key is sent once for each word on it, and again only where something was cut off. */
    private void triesAreFew() {
        int pages = scenario.heap.acknowledged().size();
        assertThat(calls())
                .as("I4: calls for one segment")
                .hasSizeLessThanOrEqualTo(MOST_CALLS * pages
                        + (scenario.hasBadKeys() ? cluster.tenants.size() * MOST_CALLS_FOR_BAD_KEYS : 0));
        Map<String, Long> words = scenario.heap.acknowledged().stream()
                .flatMap(page -> ID.matcher(new String(page.body(), UTF_8)).results())
                .collect(groupingBy(id -> id.group(1), counting()));
        Map<String, Long> taken =
                taken().flatMap(call -> call.keys().stream()).collect(groupingBy(key -> key, counting()));
        assertThat(taken)
                .as("I4: calls that brought a key to LaunchDarkly")
                .allSatisfy((key, times) ->
                        assertThat(times).as(key).isLessThanOrEqualTo(words.getOrDefault(key, 0L) + AGAIN));
    }

    /** I6: what a run tells of itself is what its calls tell one by one, and what LaunchDarkly saw, but for what was cut off. */
    private void ledgerIsWhole() {
        assertThat(cluster.server.texts("""
                        select 'run ' || r.id || ' tells of ' || r.calls || ' calls, ' || r.adds || ' adds and ' || r.removes
                               || ' removes, and its calls of ' || c.calls || ', ' || c.adds || ' and ' || c.removes
                               || ', the last with number ' || c.last
                          from run r join sync s on s.tenant_id = r.tenant_id and s.id = r.sync_id%s
                          cross join lateral (
                               select count(*) as calls, coalesce(max(ordinal), 0) as last,
                                      coalesce(sum(adds) filter (where outcome = 'done'), 0) as adds,
                                      coalesce(sum(removes) filter (where outcome = 'done'), 0) as removes
                                 from run_call k where k.tenant_id = r.tenant_id and k.run_id = r.id) c
                         where r.calls <> c.calls or c.last <> c.calls or r.adds <> c.adds or r.removes <> c.removes""".formatted(ours())))
                .as("I6: runs and their calls")
                .isEmpty();
        long written = cluster.server.count(
                "select count(*) from run_call k" + " join sync s on s.tenant_id = k.tenant_id and s.id = k.sync_id"
                        + ours() + " where k.outcome = 'done'");
        assertThat(taken().count())
                .as("I6: calls that LaunchDarkly took, against those written down")
                .isBetween(written, written + (long) AGAIN * cluster.tenants.size());
    }

    private Stream<Call> taken() {
        return calls().stream().filter(call -> call.status() == 200);
    }

    private String ours() {
        return " join segment g on g.tenant_id = s.tenant_id and g.id = s.segment_id and g.heap_id = '"
                + scenario.segment + "'";
    }

    /** I1 */
    void everythingIsStored() {
        scenario.heap.acknowledged().forEach(this::isStoredOnce);
    }

    private String audit(String action) {
        return "select count(*) from audit_entry a join segment s on s.tenant_id = a.tenant_id and s.heap_id = '"
                + scenario.segment + "' where a.action = '" + action + "' and a.subject like '%' || s.name || '%'";
    }

    /** Rows that are only there while something goes on; a database that is away is such a thing, too. */
    List<String> inTheMiddle() {
        String ours = ours();
        try {
            return cluster.server.texts(
                    """
                    select 'deliveries are ' || verdict from delivery where heap_segment_id = '%s' and verdict <> 'applied'
                    union all select 'a lease is held' from sync s%s where lease_until is not null
                    union all select 'a sync is ' || s.state from sync s%s where s.state <> 'ready'
                    union all select 'a sync is due' from sync s%s where s.next_run_at <= now()
                    union all select 'a sync is in doubt' from sync s%s where s.doubt_below <> 0 or s.lost_at is not null
                    union all select 'a good key is in quarantine' from quarantined_key q
                               join sync s on s.tenant_id = q.tenant_id and s.id = q.sync_id%s where q.key not like '%%-refused'
                    union all select 'a batch is open' from open_batch o
                               join sync s on s.tenant_id = o.tenant_id and s.id = o.sync_id%s
                    union all select 'a run is ' || r.state from run r join sync s on s.tenant_id = r.tenant_id and s.id = r.sync_id%s
                               where r.state in ('waiting', 'running')
                    union all select 'a hold is open' from hold h join sync s on s.tenant_id = h.tenant_id and s.id = h.sync_id%s
                               where h.state = 'open'""".formatted(scenario.segment, ours, ours, ours, ours, ours, ours, ours, ours));
        } catch (IllegalStateException e) {
            return List.of("the database is away");
        }
    }

    /** I1, byte for byte. */
    private void isStoredOnce(Acknowledged page) {
        List<byte[]> bodies = new ArrayList<>();
        try (Connection connection = cluster.server.superuser();
                PreparedStatement select = connection.prepareStatement("""
                        select b.body, d.body_size from delivery d join tenant t on t.id = d.tenant_id
                          left join delivery_body b on b.tenant_id = d.tenant_id and b.id = d.id
                         where t.slug = ? and d.heap_segment_id = ? and d.task_id = ?""")) {
            select.setString(1, page.tenant().slug());
            select.setString(2, page.segment());
            select.setString(3, page.task());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    bodies.add(Deflated.inflate(rows.getBytes(1), rows.getInt(2)));
                }
            }
        } catch (SQLException e) {
            // The database is away: it is asked again, at the latest at the end.
            return;
        }
        assertThat(bodies)
                .as(
                        "I1: the acknowledged page of task %s of %s is stored once",
                        page.task(), page.tenant().slug())
                .hasSize(1)
                .allSatisfy(body -> assertThat(body).isEqualTo(page.body()));
    }

    private List<Call> calls() {
        return cluster.launchDarkly.calls().stream()
                .filter(call -> call.segment().equals(scenario.segment))
                .toList();
    }

    private List<Call> strangers() {
        return calls().stream()
                .filter(call -> cluster.tenants.stream()
                        .noneMatch(tenant -> tenant.environment().equals(call.environment())
                                && tenant.accessToken().equals(call.token())
                                && call.keys().stream().allMatch(key -> key.startsWith(tenant.slug() + "-"))))
                .toList();
    }

    private List<String> secrets() {
        List<String> all = new ArrayList<>(List.of(io.segue.TestingPackage.MASTER_KEY));
        for (TestingTenant tenant : cluster.tenants) {
            all.addAll(List.of(
                    tenant.accessToken(), tenant.apiToken(), tenant.hook(), tenant.secret(), tenant.slug() + "-1"));
        }
        return all;
    }
}
