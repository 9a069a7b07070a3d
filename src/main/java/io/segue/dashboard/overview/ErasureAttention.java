package io.segue.dashboard.overview;

import io.segue.erasure.Erasure;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Erasures that do not go on by themselves. */
@ApplicationScoped
class ErasureAttention {

    private static final int MOST = 5;

    private final OpaqueIds ids;

    ErasureAttention(OpaqueIds ids) {
        this.ids = ids;
    }

    List<Attention> find(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select e.id, e.heap = 'failed' as by_heap from erasure e
                 where e.tenant_id = ? and e.done_at is null and (e.heap = 'failed' or exists (
                       select from erasure_place p
                         join sync y on y.tenant_id = p.tenant_id and y.id = p.sync_id
                         join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
                        where p.tenant_id = e.tenant_id and p.erasure_id = e.id and p.state = 'waiting'
                          and (y.state in ('stopped', 'parked') or c.removed_at is not null)))
                 order by e.id limit ?""", tenant, MOST)
                .list(
                        connection,
                        row -> Attention.urgent(
                                        "An erasure waits for a person",
                                        row.getBoolean("by_heap")
                                                ? "Heap did not take the request to delete the person. An owner mends it."
                                                : "LaunchDarkly cannot be told to remove the person. An owner mends the connection, or"
                                                        + " removes the person there by hand.",
                                        base + "/erasures/" + ids.encode(Erasure.PREFIX, row.getLong("id")),
                                        "See the erasure")
                                .because(
                                        row.getBoolean("by_heap")
                                                ? ErrorCode.HEAP_DELETION_REFUSED
                                                : ErrorCode.ERASURE_HINDERED));
    }
}
