package io.segue.heap;

import io.segue.inbox.hook.HookAccess;
import io.segue.platform.observe.Marks;
import io.segue.platform.observe.Traced;
import io.segue.platform.observe.Traces;
import io.segue.tenant.TenantNames;
import jakarta.enterprise.context.ApplicationScoped;

/** How a call of the webhook is found again by operators: counted, marked in the log, and, once it is genuine, traced. */
@ApplicationScoped
class HookWatch {

    private final HookMetrics metrics;
    private final TenantNames names;
    private final Traces traces;

    HookWatch(HookMetrics metrics, TenantNames names, Traces traces) {
        this.metrics = metrics;
        this.names = names;
        this.traces = traces;
    }

    /** The marks stay until the request is over, which takes them along. */
    void isOf(HookAccess hook) {
        Marks.of(Marks.TENANT, names.of(hook.tenant()));
    }

    /** Only who has proved to be Heap begins a trace: a stranger must not be able to fill the collector. */
    Traced genuine(HookAccess hook, byte[] body) {
        return traces.begin("receive")
                .note("segue.tenant", names.of(hook.tenant()))
                .note("segue.bytes", body.length);
    }

    void answered(HookVerdict verdict, long nanos) {
        metrics.answered(verdict, nanos);
    }
}
