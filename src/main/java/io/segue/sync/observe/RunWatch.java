package io.segue.sync.observe;

import io.quarkus.logging.Log;
import io.segue.connection.VendorFailure;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.platform.observe.Marks;
import io.segue.platform.observe.Traced;
import io.segue.platform.observe.Traces;
import io.segue.sync.claim.Claim;
import io.segue.tenant.TenantNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What operators see of a run while it goes on: the marks of its log lines, its trace, linked to the deliveries before it,
 * and how it ended.
 */
public final class RunWatch implements AutoCloseable {

    private static final int MOST_LINKS = 32;

    private final Claim claim;
    private final Marks marks;
    private final Traced traced;
    private final OpaqueIds ids;
    private final RunMetrics metrics;
    private final long start = System.nanoTime();

    private RunWatch(Claim claim, Marks marks, Traced traced, OpaqueIds ids, RunMetrics metrics) {
        this.claim = claim;
        this.marks = marks;
        this.traced = traced;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** Begins to watch. */
    @ApplicationScoped
    public static class Watches {

        private final TenantNames names;
        private final OpaqueIds ids;
        private final Traces traces;
        private final RunMetrics metrics;

        Watches(TenantNames names, OpaqueIds ids, Traces traces, RunMetrics metrics) {
            this.names = names;
            this.ids = ids;
            this.traces = traces;
            this.metrics = metrics;
        }

        public RunWatch begin(Claim claim) {
            String tenant = names.of(claim.tenant());
            String segment = ids.encode("seg", claim.segment());
            return new RunWatch(
                    claim,
                    Marks.of(Marks.TENANT, tenant).and(Marks.SEGMENT, segment),
                    traces.begin("run").note("segue.tenant", tenant).note("segue.segment", segment),
                    ids,
                    metrics);
        }
    }

    /** The run has its number by now. */
    public void begun(Connection connection, long run) throws SQLException {
        String id = ids.encode("run", run);
        marks.and(Marks.RUN, id);
        Optional<String> trace = traced.traceId();
        if (trace.isPresent()) {
            traced.note("segue.run", id).link(deliveriesBefore(connection, run));
            new Select(
                            "update run set trace_id = ? where tenant_id = ? and id = ? returning id",
                            trace.get(),
                            claim.tenant(),
                            run)
                    .first(connection, row -> true);
        }
    }

    public void succeeded() {
        metrics.succeeded(took());
    }

    /** Its code only: the words may quote a key. */
    public void failed(VendorFailure failure) {
        metrics.failed(failure, took());
        traced.failed(failure.code());
        Log.warnf("The run failed: %s, status %d. Its page shows why.", failure.code(), failure.status());
    }

    public void cancelled() {
        metrics.cancelled(took());
    }

    /** Another node has it, which writes its end. */
    public void lost() {
        metrics.lostFence();
        traced.failed("fence-lost");
    }

    /** The threads that help carry the same marks, and are in the same trace. */
    public Executor of(Executor helpers) {
        return task -> helpers.execute(marks.on(traced.in(task)));
    }

    /** The newest since the run before this one. */
    private List<String> deliveriesBefore(Connection connection, long run) throws SQLException {
        return new Select("""
                select trace_parent from delivery
                 where tenant_id = ? and segment_id = ? and trace_parent is not null
                   and received_at > coalesce((select max(started_at) from run
                         where tenant_id = ? and sync_id = ? and id < ?), '-infinity')
                 order by received_at desc, id desc limit ?""", claim.tenant(), claim.segment(), claim.tenant(), claim.sync(), run, MOST_LINKS)
                .list(connection, row -> row.getString(1));
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        traced.close();
        marks.close();
    }
}
