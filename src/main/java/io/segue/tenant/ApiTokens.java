package io.segue.tenant;

import io.segue.platform.Database;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import io.segue.platform.Tokens;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tenant's bearer tokens for the REST API: shown once, stored as a hash. */
@ApplicationScoped
public class ApiTokens {

    /** What begins every token of ours, so that secret scanners can know it. */
    public static final String PREFIX = "segue_";

    private static final String LISTED = "id, name, role, last_four, created_at, created_by, last_used_at";

    private final Database database;
    private final Clock clock;

    ApiTokens(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A token as it is listed. */
    public record Listed(
            long id,
            String name,
            Role role,
            String lastFour,
            Instant createdAt,
            String createdBy,
            Optional<Instant> lastUsedAt) {}

    /** Makes a token and returns it for the only time; in a transaction of its own. */
    public Secret create(long tenant, String name, Role role, String actor) {
        return database.inTenant(tenant, connection -> create(connection, tenant, name, role, actor));
    }

    /** Makes a token and returns it for the only time; in the transaction of whoever records it. */
    public Secret create(Connection connection, long tenant, String name, Role role, String actor) throws SQLException {
        if (name.isBlank() || name.length() > 120) {
            throw ProblemException.badRequest("Creating an API token: expected a name of 1 to 120 characters, got "
                    + name.strip().length() + ".");
        }
        Secret token = new Secret(PREFIX + Tokens.random().value());
        store(connection, tenant, token, name.strip(), role, actor);
        return token;
    }

    void store(long tenant, Secret token, String name, Role role, String actor) {
        database.doInTenant(tenant, connection -> store(connection, tenant, token, name, role, actor));
    }

    private static void store(Connection connection, long tenant, Secret token, String name, Role role, String actor)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into api_token (tenant_id, name, role, token_hash, last_four, created_by)
                values (?, ?, ?, ?, ?, ?) on conflict (tenant_id, token_hash) do nothing""")) {
            insert.setLong(1, tenant);
            insert.setString(2, name);
            insert.setString(3, role.word());
            insert.setBytes(4, Tokens.hash(token.value()));
            insert.setString(5, token.lastFour());
            insert.setString(6, actor);
            insert.executeUpdate();
        }
    }

    public List<Listed> list(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("select " + LISTED + " " + """
                from api_token where tenant_id = ? and revoked_at is null order by created_at desc, id desc""", tenant).list(connection, ApiTokens::listed));
    }

    /** Ends a token, and gives it as it was; empty when there is none of that id. */
    public Optional<Listed> revoke(Connection connection, long tenant, long id) throws SQLException {
        return new Select("""
                update api_token set revoked_at = now() where tenant_id = ? and id = ? and revoked_at is null
                returning """ + " " + LISTED, tenant, id).first(connection, ApiTokens::listed);
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getLong("id"),
                row.getString("name"),
                Role.of(row.getString("role")),
                row.getString("last_four"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                Select.time(row, "last_used_at"));
    }

    /** Whose token this is; empty for an unknown or revoked one. */
    public Optional<TenantAccess> find(String token) {
        Optional<Found> found = database.as(Database.Role.GATE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select t.id, t.slug, t.name, t.state, k.role, k.name, k.id, k.last_used_at
                      from api_token k join tenant t on t.id = k.tenant_id
                     where k.token_hash = ? and k.revoked_at is null""")) {
                select.setBytes(1, Tokens.hash(token));
                try (ResultSet rows = select.executeQuery()) {
                    if (!rows.next()) {
                        return Optional.empty();
                    }
                    TenantAccess access = new TenantAccess(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            TenantState.of(rows.getString(4)),
                            Role.of(rows.getString(5)),
                            "API token " + rows.getString(6));
                    return Optional.of(new Found(access, rows.getLong(7), rows.getTimestamp(8)));
                }
            }
        });
        found.ifPresent(this::noteUse);
        return found.map(Found::access);
    }

    /** True when the token is one of support's. */
    public boolean isSupportToken(String token) {
        return exists("select 1 from support_token where token_hash = ?", token);
    }

    /** True when the token was a tenant's once. */
    public boolean isRevoked(String token) {
        return exists("select 1 from api_token where token_hash = ? and revoked_at is not null", token);
    }

    private boolean exists(String sql, String token) {
        return database.as(
                Database.Role.GATE,
                connection -> new Select(sql, (Object) Tokens.hash(token))
                        .first(connection, row -> true)
                        .isPresent());
    }

    private record Found(
            TenantAccess access, long id, @Nullable Timestamp lastUsed) {}

    /** Once a minute is enough for "last used", and spares a write for every call. */
    private void noteUse(Found found) {
        if (found.lastUsed() != null
                && found.lastUsed().toInstant().isAfter(clock.instant().minusSeconds(60))) {
            return;
        }
        database.doInTenant(found.access().id(), connection -> {
            // Looked at again here: many calls at once come to the same conclusion.
            try (PreparedStatement update = connection.prepareStatement("""
                    update api_token set last_used_at = now() where tenant_id = ? and id = ?
                       and (last_used_at is null or last_used_at <= now() - interval '1 minute')""")) {
                update.setLong(1, found.access().id());
                update.setLong(2, found.id());
                update.executeUpdate();
            }
        });
    }
}
