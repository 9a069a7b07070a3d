package io.segue.flags.write;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.connection.CheckStep;
import io.segue.connection.ConnectionSummary;
import io.segue.flags.FlagEvaluator;
import io.segue.platform.Database;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The SDK keys of environments: sealed, never shown, checked, and opened for a run. */
@ApplicationScoped
public class SdkKeys {

    static final String PURPOSE = "sdk key";

    private final Database database;
    private final Sealer sealer;
    private final Audit audit;
    private final FlagEvaluator evaluator;
    private final Event<WriteDueEvent> due;

    SdkKeys(Database database, Sealer sealer, Audit audit, FlagEvaluator evaluator, Event<WriteDueEvent> due) {
        this.database = database;
        this.sealer = sealer;
        this.audit = audit;
        this.evaluator = evaluator;
        this.due = due;
    }

    /** A key in clear, for as short as can be. */
    public record Opened(Secret key, int version) {}

    /** Stores a key, checks it, and keeps what the check found; what the one before stopped starts again. */
    public List<CheckStep> give(long tenant, ConnectionSummary connection, String pasted, String actor) {
        store(tenant, connection, pasted, actor);
        return check(tenant, connection);
    }

    /** Asks nobody about it: that may take long, and is for behind the transaction. */
    public void store(long tenant, ConnectionSummary connection, String pasted, String actor) {
        Secret key = checked(pasted);
        database.doInTenant(tenant, c -> {
            TenantRow.hold(c, tenant);
            long order = WriteOrders.numberOf(c, tenant, connection.number());
            try (PreparedStatement update = c.prepareStatement("""
                    update flag_write set sealed_sdk_key = ?, sdk_key_last_four = ?, sdk_key_version = sdk_key_version + 1,
                           checked_at = null, check_steps = null,
                           state = case when failure_code = 'credentials-refused' then 'ready' else state end,
                           next_run_at = case when failure_code = 'credentials-refused' and mode <> 'off' then now()
                                              else next_run_at end
                     where tenant_id = ? and id = ?""")) {
                update.setBytes(1, sealer.seal(key, new SealPurpose(PURPOSE, tenant, order)));
                update.setString(2, key.lastFour());
                update.setLong(3, tenant);
                update.setLong(4, order);
                update.executeUpdate();
            }
            audit.write(
                    c, tenant, actor, "saved an SDK key", connection.name(), Change.to("ends in " + key.lastFour()));
        });
        due.fire(new WriteDueEvent());
    }

    /** Asks LaunchDarkly step by step, and keeps what it found. */
    public List<CheckStep> check(long tenant, ConnectionSummary connection) {
        Opened opened = database.inTenant(tenant, c -> open(c, tenant, connection.number()))
                .orElseThrow(() -> ProblemException.conflict(
                        "Checking the SDK key: none is saved. An editor enters the environment’s SDK key first."));
        List<CheckStep> steps = evaluator.check(connection.clientSideId(), opened.key());
        database.doInTenant(tenant, c -> {
            try (PreparedStatement update = c.prepareStatement("""
                    update flag_write set checked_at = now(), check_steps = ?::jsonb
                     where tenant_id = ? and connection_id = ? and sdk_key_version = ?""")) {
                update.setString(1, CheckStep.written(steps));
                update.setLong(2, tenant);
                update.setLong(3, connection.number());
                update.setInt(4, opened.version());
                update.executeUpdate();
            }
        });
        return steps;
    }

    /** Within the transaction of who needs it; empty when none is saved. */
    public Optional<Opened> open(Connection c, long tenant, long connection) throws SQLException {
        return new Select("""
                        select id, sealed_sdk_key, sdk_key_version from flag_write
                         where tenant_id = ? and connection_id = ? and sealed_sdk_key is not null""", tenant, connection)
                .first(
                        c,
                        row -> new Opened(
                                sealer.open(row.getBytes(2), new SealPurpose(PURPOSE, tenant, row.getLong(1))),
                                row.getInt(3)));
    }

    /** Says what was pasted instead, and never repeats it. */
    static Secret checked(String pasted) {
        String key = pasted.strip();
        String expected = "Reading the SDK key: expected the SDK key of the environment (it begins with sdk-), got ";
        if (key.isEmpty()) {
            throw unusable(expected + "nothing.");
        }
        if (key.startsWith("api-")) {
            throw unusable(expected + "an access token (it begins with api-). It cannot evaluate flags.");
        }
        if (key.startsWith("mob-")) {
            throw unusable(expected + "a mobile key (it begins with mob-).");
        }
        if (!key.matches("sdk-[\\x21-\\x7e]{8,200}")) {
            throw unusable(expected + "a text of " + key.length() + " characters that is none.");
        }
        return new Secret(key);
    }

    private static ProblemException unusable(String detail) {
        return new ProblemException(ErrorCode.INVALID_REQUEST, 422, "Cannot be used", detail);
    }
}
