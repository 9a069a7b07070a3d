package io.segue.connection;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.connection.use.ConnectionUse;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import io.segue.platform.UniqueViolation;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A tenant's connections: made, listed, given other tokens, removed, and opened for those who call LaunchDarkly. */
@ApplicationScoped
public class Connections {

    /** Begins each opaque id of a connection. */
    public static final String PREFIX = "con";

    static final String TOKEN_PURPOSE = "access token";

    private final Database database;
    private final Connection.Repository repository;
    private final Sealer sealer;
    private final OpaqueIds ids;
    private final Audit audit;
    private final Event<TokenReplacedEvent> tokenReplaced;
    private final Instance<ConnectionUse> uses;
    private final Clock clock;

    Connections(
            Database database,
            Connection.Repository repository,
            Sealer sealer,
            OpaqueIds ids,
            Audit audit,
            Event<TokenReplacedEvent> tokenReplaced,
            Instance<ConnectionUse> uses,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.sealer = sealer;
        this.ids = ids;
        this.audit = audit;
        this.tokenReplaced = tokenReplaced;
        this.uses = uses;
        this.clock = clock;
    }

    public List<ConnectionSummary> list(long tenant) {
        return database.inTenant(
                tenant,
                c -> repository.allByName(tenant).stream().map(this::summary).toList());
    }

    /** By opaque id; another tenant's is as unknown as one that never was. */
    public ConnectionSummary get(long tenant, String id) {
        long number = number(id);
        return database.inTenant(tenant, c -> summary(stored(tenant, number)));
    }

    public Optional<ConnectionSummary> find(long tenant, long number) {
        return database.inTenant(tenant, c -> repository.byId(tenant, number).map(this::summary));
    }

    /** With the token in clear, for a call to LaunchDarkly; empty when it was removed or is another tenant's. */
    public Optional<ConnectionAccess> open(long tenant, long number) {
        return database.inTenant(tenant, c -> repository.byId(tenant, number).map(this::access));
    }

    public ConnectionSummary create(long tenant, NewConnection request, String actor) {
        return naming(
                request.name(),
                () -> database.inTenant(tenant, c -> {
                    TenantRow.hold(c, tenant);
                    refuseTaken(tenant, request.name());
                    Connection connection = connectionTo(tenant, request);
                    repository.persist(connection);
                    Secret token = request.accessToken();
                    connection.give(sealer.seal(token, purpose(connection)), token.lastFour());
                    repository.flush();
                    audit.write(
                            c,
                            tenant,
                            actor,
                            "connection added",
                            connection.name,
                            Change.to("environment " + connection.clientSideId + ", access token ends in "
                                    + token.lastFour()));
                    return summary(connection);
                }));
    }

    /** Stores another token; what the old one stopped starts again. */
    public ConnectionSummary replaceToken(long tenant, String id, String pasted, String actor) {
        long number = number(id);
        Secret token = NewConnection.checkedToken(pasted);
        ConnectionSummary changed = database.inTenant(tenant, c -> {
            TenantRow.hold(c, tenant);
            Connection connection = locked(tenant, number);
            String before = connection.tokenLastFour;
            connection.replaceToken(sealer.seal(token, purpose(connection)), token.lastFour());
            audit.write(
                    c,
                    tenant,
                    actor,
                    "access token replaced",
                    connection.name,
                    Change.of("ends in " + before, "ends in " + token.lastFour()));
            return summary(connection);
        });
        tokenReplaced.fire(new TokenReplacedEvent(tenant, number));
        return changed;
    }

    public ConnectionSummary rename(long tenant, String id, String name, String actor) {
        long number = number(id);
        String to = NewConnection.checkedName(name);
        return naming(
                to,
                () -> database.inTenant(tenant, c -> {
                    TenantRow.hold(c, tenant);
                    Connection connection = locked(tenant, number);
                    if (!connection.name.equals(to)) {
                        refuseTaken(tenant, to);
                        audit.write(c, tenant, actor, "connection renamed", to, Change.of(connection.name, to));
                        connection.rename(to);
                        repository.flush();
                    }
                    return summary(connection);
                }));
    }

    /** Refused while a sync or another room uses it. */
    public void remove(long tenant, String id, String actor) {
        long number = number(id);
        database.doInTenant(tenant, c -> {
            TenantRow.hold(c, tenant);
            Connection connection = locked(tenant, number);
            long syncs = syncsOn(c, tenant, number);
            if (syncs > 0) {
                throw ProblemException.conflict("Removing the connection " + connection.name
                        + ": expected no segment to use it, but " + syncs + (syncs == 1 ? " does" : " do")
                        + ". An editor turns the sync of those segments off first.");
            }
            for (ConnectionUse use : uses) {
                use.end(c, tenant, number, connection.name);
            }
            audit.write(
                    c,
                    tenant,
                    actor,
                    "connection removed",
                    connection.name,
                    Change.of("environment " + connection.clientSideId, "removed, and its access token deleted"));
            connection.remove(clock.instant());
        });
    }

    /** The token's check belongs to the token: one that was replaced meanwhile is left as it is. */
    ConnectionSummary noteCheck(long tenant, ConnectionAccess checked, CheckResult result) {
        return database.inTenant(tenant, c -> {
            Connection connection = locked(tenant, checked.id());
            if (connection.tokenVersion == checked.tokenVersion()) {
                connection.noteCheck(result, CheckStep.written(result.steps()), clock.instant());
            }
            return summary(connection);
        });
    }

    /** The number behind an opaque id. */
    public long number(String id) {
        OptionalLong number = ids.decode(PREFIX, id);
        return number.orElseThrow(Connections::notFound);
    }

    static ProblemException notFound() {
        return ProblemException.notFound("this connection");
    }

    private static long syncsOn(java.sql.Connection c, long tenant, long number) throws SQLException {
        try (PreparedStatement select = c.prepareStatement("""
                select count(*) from sync where tenant_id = ? and connection_id = ?
                   and (mode <> 'off' or (to_be_empty and (next_run_at is not null or state <> 'ready')))""")) {
            select.setLong(1, tenant);
            select.setLong(2, number);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void refuseTaken(long tenant, String name) {
        if (repository.isTaken(tenant, name)) {
            throw taken(name);
        }
    }

    /** Two would write the same segments there, and neither know what the other one removed. */
    private Connection connectionTo(long tenant, NewConnection request) {
        Optional<Connection> known = repository.ofEnvironment(tenant, request.clientSideId());
        known.filter(there -> there.removedAt == null).ifPresent(there -> {
            throw ProblemException.conflict(
                    "Adding a connection: expected an environment that no connection of this tenant"
                            + " leads to yet, the connection \"" + there.name + "\" has the same client-side ID.");
        });
        return known.map(removed -> removed.askedAgain(request)).orElseGet(() -> Connection.asked(tenant, request));
    }

    /** Of two who take a name at once, the slower one is told what one who comes later is told. */
    private static ConnectionSummary naming(String name, Supplier<ConnectionSummary> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw UniqueViolation.isOf("connection_name_uk", e) ? taken(name) : e;
        }
    }

    private static ProblemException taken(String name) {
        return ProblemException.conflict("Naming the connection: \"" + name + "\" is taken. Choose another name.");
    }

    private Connection stored(long tenant, long number) {
        return repository.byId(tenant, number).orElseThrow(Connections::notFound);
    }

    private Connection locked(long tenant, long number) {
        return repository.lock(tenant, number).orElseThrow(Connections::notFound);
    }

    private static SealPurpose purpose(Connection connection) {
        return new SealPurpose(TOKEN_PURPOSE, connection.tenantId, connection.id());
    }

    private ConnectionAccess access(Connection connection) {
        Secret token = sealer.open(connection.sealedToken, purpose(connection));
        return new ConnectionAccess(
                connection.id(),
                connection.name,
                connection.clientSideId,
                token,
                connection.tokenVersion,
                Optional.ofNullable(connection.accountId));
    }

    private ConnectionSummary summary(Connection connection) {
        return new ConnectionSummary(
                connection.id(),
                ids.encode(PREFIX, connection.id()),
                connection.name,
                Region.of(connection.region),
                connection.clientSideId,
                Optional.ofNullable(connection.projectKey),
                Optional.ofNullable(connection.environmentKey),
                Optional.ofNullable(connection.environmentName),
                connection.tokenLastFour,
                Optional.ofNullable(connection.checkedAt),
                Optional.ofNullable(connection.checkPassed),
                CheckStep.read(connection.checkSteps));
    }
}
