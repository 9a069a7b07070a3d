package io.segue.erasure;

import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.segment.Members;
import io.segue.segment.block.Blocked;
import io.segue.segment.block.Blocks;
import io.segue.sync.erase.ErasedKeys;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;

/** What people order of erasures; the audit log tells of each, and never of whom. */
@ApplicationScoped
public class Erasures {

    private final Database database;
    private final Members members;
    private final Blocks blocks;
    private final ErasedKeys keys;
    private final ErasureSeal seal;
    private final HeapApiKeys heapKeys;
    private final Audit audit;
    private final OpaqueIds ids;
    private final Clock clock;

    Erasures(
            Database database,
            Members members,
            Blocks blocks,
            ErasedKeys keys,
            ErasureSeal seal,
            HeapApiKeys heapKeys,
            Audit audit,
            OpaqueIds ids,
            Clock clock) {
        this.database = database;
        this.members = members;
        this.blocks = blocks;
        this.keys = keys;
        this.seal = seal;
        this.heapKeys = heapKeys;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** From the return on, none of the values comes in or is sent; the rest is done behind it. Returns the opaque id. */
    public String request(long tenant, ErasureRequest request, String actor) {
        for (String value : request.values()) {
            if (members.find(tenant, value).size() == Members.MOST) {
                throw ProblemException.badRequest(
                        "Erasing a person: expected ids and keys of one person, one of these is" + " shared by "
                                + Members.MOST + " members or more.");
            }
        }
        if (request.heapIdentity().isPresent() && heapKeys.find(tenant).isEmpty()) {
            throw ProblemException.conflict(
                    "Asking Heap to delete a person: expected Heap’s API key, there is none. An owner enters it first.");
        }
        return database.inTenant(tenant, connection -> {
            long erasure = insert(connection, tenant, request, actor);
            seal.write(connection, tenant, erasure, ErasedValues.of(request));
            blocks.block(connection, tenant, erasure, request.values());
            String id = ids.encode(Erasure.PREFIX, erasure);
            audit.write(connection, tenant, actor, "erased a person", called(id), describe(request));
            return id;
        });
    }

    /** The person may come back with whatever Heap sends from now on. */
    public void lift(long tenant, String id, String actor) {
        long erasure = number(id);
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            Optional<Boolean> isDone = new Select(
                            "select done_at is not null from erasure where tenant_id = ? and id = ? for no key update",
                            tenant,
                            erasure)
                    .first(connection, row -> row.getBoolean(1));
            if (!isDone.orElseThrow(Erasures::notFound)) {
                throw ProblemException.conflict(
                        "Letting a person come back: expected an erasure that is done, this one still goes on.");
            }
            try (PreparedStatement update = connection.prepareStatement("""
                    update erasure set lifted_at = ?, lifted_by = ?
                     where tenant_id = ? and id = ? and lifted_at is null""")) {
                update.setTimestamp(1, Timestamp.from(clock.instant()));
                update.setString(2, actor);
                update.setLong(3, tenant);
                update.setLong(4, erasure);
                if (update.executeUpdate() > 0) {
                    blocks.lift(connection, tenant, erasure);
                    audit.write(connection, tenant, actor, "let an erased person come back", called(id), "was blocked");
                }
            }
        });
    }

    /** A person saw to it in LaunchDarkly, which cannot be reached: nothing waits for this place any more. */
    public void close(long tenant, String id, String syncId, String actor) {
        long erasure = number(id);
        long sync = ids.decode("syn", syncId).orElseThrow(Erasures::notFound);
        database.doInTenant(tenant, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update erasure_place set state = 'closed', ended_at = ?, closed_by = ?
                     where tenant_id = ? and erasure_id = ? and sync_id = ? and state = 'waiting'""")) {
                update.setTimestamp(1, Timestamp.from(clock.instant()));
                update.setString(2, actor);
                update.setLong(3, tenant);
                update.setLong(4, erasure);
                update.setLong(5, sync);
                if (update.executeUpdate() == 0) {
                    throw notFound();
                }
            }
            keys.giveUp(connection, tenant, sync, erasure);
            lookNow(connection, tenant, erasure);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "closed a place of an erasure",
                    called(id),
                    "removed in LaunchDarkly by hand");
        });
    }

    /** Asks Heap again, after a person mended what was wrong. */
    public void askHeapAgain(long tenant, String id, String actor) {
        long erasure = number(id);
        database.doInTenant(tenant, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update erasure set heap = 'wanted', heap_message = null
                     where tenant_id = ? and id = ? and heap = 'failed' and done_at is null""")) {
                update.setLong(1, tenant);
                update.setLong(2, erasure);
                if (update.executeUpdate() == 0) {
                    throw notFound();
                }
            }
            lookNow(connection, tenant, erasure);
            audit.write(connection, tenant, actor, "asked Heap again to delete a person", called(id), "");
        });
    }

    /** Whether an erasure is of this value; nobody can tell once its block was lifted. */
    public boolean isAbout(long tenant, String id, String value) {
        long erasure = number(id);
        return database.inTenant(tenant, connection -> blocks.isAbout(connection, tenant, erasure, value));
    }

    /** The latest erasure that blocks this value. */
    public Optional<String> of(long tenant, String value) {
        return database.inTenant(tenant, connection -> blocks.erasureOf(connection, tenant, value))
                .map(erasure -> ids.encode(Erasure.PREFIX, erasure));
    }

    /** Who may not come back. */
    public Blocked blocked(long tenant) {
        return database.inTenant(tenant, connection -> blocks.of(connection, tenant));
    }

    long number(String id) {
        return ids.decode(Erasure.PREFIX, id).orElseThrow(Erasures::notFound);
    }

    static ProblemException notFound() {
        return ProblemException.notFound("this erasure");
    }

    static String called(String id) {
        return "erasure " + id;
    }

    private long insert(Connection connection, long tenant, ErasureRequest request, String actor) throws SQLException {
        Timestamp now = Timestamp.from(clock.instant());
        return new Select(
                        """
                insert into erasure (tenant_id, requested_at, requested_by, reference, value_count, heap, next_at)
                values (?, ?, ?, ?, ?, ?, ?) returning id""",
                        tenant,
                        now,
                        actor,
                        request.reference(),
                        request.values().size(),
                        request.heapIdentity().isPresent() ? "wanted" : "no",
                        now)
                .first(connection, row -> row.getLong(1))
                .orElseThrow();
    }

    private void lookNow(Connection connection, long tenant, long erasure) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update erasure set next_at = ? where tenant_id = ? and id = ?")) {
            update.setTimestamp(1, Timestamp.from(clock.instant()));
            update.setLong(2, tenant);
            update.setLong(3, erasure);
            update.executeUpdate();
        }
    }

    private static String describe(ErasureRequest request) {
        return request.values().size() + " ids and keys are blocked"
                + (request.reference().isEmpty() ? "" : ", reference " + request.reference())
                + (request.heapIdentity().isPresent() ? "; Heap is asked to delete, too" : "");
    }
}
