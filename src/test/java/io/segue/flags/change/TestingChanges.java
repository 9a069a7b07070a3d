package io.segue.flags.change;

import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapRegion;
import io.segue.flags.choice.Choice;
import io.segue.flags.choice.Choices;
import io.segue.flags.choice.ReporterOptions;
import io.segue.tenant.TenantSummary;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Tenants whose LaunchDarkly tells of changed flags. */
@ApplicationScoped
public class TestingChanges {

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime());

    private final TestingTenants tenants;
    private final TestingRows rows;
    private final Connections connections;
    private final Choices choices;
    private final ChangeHooks hooks;
    private final ChangeOrders orders;
    private final ChangeInbox inbox;
    private final Clock clock;

    TestingChanges(
            TestingTenants tenants,
            TestingRows rows,
            Connections connections,
            Choices choices,
            ChangeHooks hooks,
            ChangeOrders orders,
            ChangeInbox inbox,
            Clock clock) {
        this.tenants = tenants;
        this.rows = rows;
        this.connections = connections;
        this.choices = choices;
        this.hooks = hooks;
        this.orders = orders;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** A tenant with a hook, and events of the flag "new-checkout" in the environment web / production. */
    public class Told {

        public final TenantSummary tenant = tenants.enabled();
        public final ConnectionSummary connection = connections.create(
                tenant.id(),
                NewConnection.of("Production", "us", TestingLaunchDarkly.ENVIRONMENT, TestingLaunchDarkly.TOKEN),
                "x");
        public final String secret = "a secret of " + tenant.slug();
        /** Below the address of this installation. */
        public final String path;

        Told() {
            rows.placed(tenant.id(), connection.number());
            Choice choice = new Choice(List.of("new-checkout"), Map.of(), ReporterOptions.USUAL);
            choices.save(tenant.id(), connection, 0, choice, "x");
            String url = hooks.rotateUrl(tenant.id(), "x");
            path = url.substring(url.indexOf("/hooks/"));
            hooks.setSecret(tenant.id(), secret, "x");
            order(true);
        }

        public void order(boolean isOn) {
            orders.order(tenant.id(), connection, isOn, "launchdarkly", new HeapPlace("1", HeapRegion.US), "x");
        }

        public List<ChangeOrders.Told> changes() {
            return orders.latest(tenant.id(), connection.number(), 2_000);
        }

        public ChangeOrders.ChangeOrder order() {
            return orders.find(tenant.id(), connection.number());
        }

        public ChangeHookState hook() {
            return hooks.state(tenant.id());
        }

        /** As if LaunchDarkly had told it, so many seconds ago. */
        void change(String flag, long secondsAgo) {
            inbox.receive(
                    tenant.id(),
                    new FlagChange(
                            "entry" + COUNT.incrementAndGet(),
                            clock.instant().minusSeconds(secondsAgo),
                            flag,
                            flag,
                            "web",
                            List.of("production"),
                            Map.of("production", true),
                            "turned on the flag",
                            "Ann Lee",
                            "https://app.launchdarkly.com/web/production/features/" + flag));
        }
    }

    /** From other rooms' tests. */
    public void tell(Told of, String flag, long secondsAgo) {
        of.change(flag, secondsAgo);
    }

    public void newSecret(Told of, String secret) {
        hooks.setSecret(of.tenant.id(), secret, "x");
    }

    public Told told() {
        return new Told();
    }

    /** An entry of the audit log that nobody has told yet. */
    public static String entry(String id, String flag, String environment, boolean on, long at) {
        return """
                {"_id": "%s", "date": %d, "kind": "flag", "name": "New checkout",
                 "accesses": [{"action": "updateOn", "resource": "proj/web:env/%s:flag/%s"}],
                 "member": {"firstName": "Ann", "lastName": "Lee"}, "titleVerb": "turned it",
                 "_links": {"site": {"href": "/web/production/features/%s"}},
                 "currentVersion": {"environments": {"%s": {"on": %s}}}}""".formatted(id, at, environment, flag, flag, environment, on);
    }
}
