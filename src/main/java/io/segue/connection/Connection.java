package io.segue.connection;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A tenant's link to one environment of LaunchDarkly. */
@Entity
@Table(name = "connection")
public class Connection {

    private static final byte[] NOTHING = {};

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "tenant_id", updatable = false)
    long tenantId;

    String name = "";
    String region = Region.US.word();

    @Column(name = "client_side_id")
    String clientSideId = "";

    @Column(name = "project_key")
    @Nullable
    String projectKey;

    @Column(name = "environment_key")
    @Nullable
    String environmentKey;

    @Column(name = "environment_name")
    @Nullable
    String environmentName;

    @Column(name = "sealed_token")
    byte[] sealedToken = NOTHING;

    @Column(name = "token_last_four")
    String tokenLastFour = "";

    @Column(name = "token_version")
    int tokenVersion = 1;

    @Column(name = "checked_at")
    @Nullable
    Instant checkedAt;

    @Column(name = "check_steps")
    @ColumnTransformer(write = "?::jsonb")
    @Nullable
    String checkSteps;

    @Column(name = "check_passed")
    @Nullable
    Boolean checkPassed;

    @Column(name = "account_id")
    @Nullable
    String accountId;

    @Column(name = "created_at", insertable = false, updatable = false)
    @Nullable
    Instant createdAt;

    @Column(name = "removed_at")
    @Nullable
    Instant removedAt;

    protected Connection() {}

    /** Without its token: that is sealed with the id, which the database gives. */
    static Connection asked(long tenant, NewConnection request) {
        Connection connection = new Connection();
        connection.tenantId = tenant;
        connection.name = request.name();
        connection.region = request.region().word();
        connection.clientSideId = request.clientSideId();
        return connection;
    }

    /** One that was removed and is added again: it goes on with what is known of the environment, such as who is held there. */
    Connection askedAgain(NewConnection request) {
        removedAt = null;
        name = request.name();
        region = request.region().word();
        replaceToken(NOTHING, "");
        return this;
    }

    void give(byte[] sealed, String lastFour) {
        sealedToken = sealed;
        tokenLastFour = lastFour;
    }

    /** What the old token's check said is no longer known. */
    void replaceToken(byte[] sealed, String lastFour) {
        give(sealed, lastFour);
        tokenVersion++;
        checkedAt = null;
        checkSteps = null;
        checkPassed = null;
        accountId = null;
    }

    void rename(String to) {
        name = to;
    }

    void noteCheck(CheckResult result, String steps, Instant at) {
        checkedAt = at;
        checkSteps = steps;
        checkPassed = result.isPassed();
        result.account().ifPresent(account -> accountId = account);
        result.environment().ifPresent(environment -> {
            projectKey = environment.projectKey();
            environmentKey = environment.environmentKey();
            environmentName = environment.environmentName();
        });
    }

    /** The row stays for the history that points to it; the token goes, and the name is free again. */
    void remove(Instant at) {
        removedAt = at;
        give(NOTHING, "");
        String suffix = " (removed " + id() + ")";
        name = name.substring(0, Math.min(name.length(), 120 - suffix.length())) + suffix;
    }

    long id() {
        if (id == null) {
            throw new IllegalStateException("Asking a connection for its id before it was stored");
        }
        return id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Connection connection && id != null && id.equals(connection.id);
    }

    @Override
    public int hashCode() {
        return Connection.class.hashCode();
    }

    /** Reads and writes connections; inside a transaction of their tenant. */
    @ApplicationScoped
    static class Repository implements PanacheRepository<Connection> {

        List<Connection> allByName(long tenant) {
            return list("tenantId = ?1 and removedAt is null order by lower(name), id", tenant);
        }

        Optional<Connection> byId(long tenant, long id) {
            return find("tenantId = ?1 and id = ?2 and removedAt is null", tenant, id)
                    .firstResultOptional();
        }

        /** Keeps a sync from choosing it meanwhile: its foreign key waits for this lock. */
        Optional<Connection> lock(long tenant, long id) {
            return find("tenantId = ?1 and id = ?2 and removedAt is null", tenant, id)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .firstResultOptional();
        }

        /** The one that is there, if any, before those that were removed. */
        Optional<Connection> ofEnvironment(long tenant, String clientSideId) {
            return find("tenantId = ?1 and clientSideId = ?2 order by removedAt desc nulls first", tenant, clientSideId)
                    .firstResultOptional();
        }

        boolean isTaken(long tenant, String name) {
            return count("tenantId = ?1 and name = ?2", tenant, name) > 0;
        }
    }
}
