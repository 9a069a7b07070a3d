package io.segue.alert;

import io.segue.TestingRows;
import io.segue.alert.notice.Deliveries;
import io.segue.alert.target.NewTarget;
import io.segue.alert.target.Targets;
import io.segue.platform.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Makes targets of alerts. */
@ApplicationScoped
public class TestingTargets {

    private final Targets targets;
    private final Deliveries deliveries;
    private final TestingRows rows;

    TestingTargets(Targets targets, Deliveries deliveries, TestingRows rows) {
        this.targets = targets;
        this.deliveries = deliveries;
        this.rows = rows;
    }

    /** Its opaque id. */
    public String webhook(long tenant, String name, String url) {
        return made(tenant, "webhook", name, url, EventType.CHOICES).target().id();
    }

    /** With its secret. */
    public Secret signed(long tenant, String name, String url, List<EventType> events) {
        return made(tenant, "webhook", name, url, events).secret().orElseThrow();
    }

    public String of(long tenant, String kind, String address, Level least) {
        return targets.create(tenant, NewTarget.of(kind, kind, address, least, EventType.OF_ALERTS, false), "a test")
                .target()
                .id();
    }

    /** The opaque id of a test that was delivered. */
    public String delivered(long tenant, String target) {
        String id = deliveries
                .test(tenant, "A tenant", "/t/x/alerts", target, "a test")
                .id();
        rows.write(tenant, """
                with delivered as (update alert_delivery set state = 'delivered', attempts = 1, next_try_at = null,
                            ended_at = now() where tenant_id = ? returning tenant_id),
                     again as (update alert_target t set tested_at = null from delivered d where t.tenant_id = d.tenant_id)
                select count(*) from delivered""");
        return id;
    }

    private Targets.Made made(long tenant, String kind, String name, String url, List<EventType> events) {
        return targets.create(tenant, NewTarget.of(kind, name, url, Level.WARN, events, false), "a test");
    }
}
