package io.segue.inbox.observe;

import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.platform.observe.Marks;
import io.segue.platform.observe.Traced;
import io.segue.platform.observe.Traces;
import io.segue.tenant.TenantNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How an application is found again by operators: counted, marked in the log, and in the trace of what it applies. */
@ApplicationScoped
public class ApplyWatch {

    private static final int MOST_LINKS = 32;

    private final ApplyMetrics metrics;
    private final TenantNames names;
    private final OpaqueIds ids;
    private final Traces traces;

    ApplyWatch(ApplyMetrics metrics, TenantNames names, OpaqueIds ids, Traces traces) {
        this.metrics = metrics;
        this.names = names;
        this.ids = ids;
        this.traces = traces;
    }

    public Marks of(long tenant, long segment) {
        return Marks.of(Marks.TENANT, names.of(tenant)).and(Marks.SEGMENT, ids.encode("seg", segment));
    }

    /** It goes on where the first of these deliveries was received, and is linked to the others. */
    public Traced trace(Connection connection, long tenant, List<Long> deliveries) throws SQLException {
        return traces.areOn()
                ? traces.goOn("apply", parents(connection, tenant, deliveries))
                        .note("segue.tenant", names.of(tenant))
                        .note("segue.deliveries", deliveries.size())
                : traces.begin("apply");
    }

    /** @param nanos how long they took together */
    public void applied(int count, long nanos) {
        metrics.applied(count, nanos);
    }

    public void failed() {
        metrics.failed();
    }

    private static List<String> parents(Connection connection, long tenant, List<Long> deliveries) throws SQLException {
        return new Select("""
                select trace_parent from delivery
                 where tenant_id = ? and id = any (?) and trace_parent is not null order by id limit ?""", tenant, deliveries.toArray(Long[]::new), MOST_LINKS)
                .list(connection, row -> row.getString(1));
    }
}
