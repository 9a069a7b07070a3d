package io.segue.inbox.hook;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.inbox.InboxConfig;
import io.segue.platform.Database;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import io.segue.platform.Tokens;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import io.segue.web.gate.SecretFingerprints;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A tenant's webhook URL and webhook secret: made, rotated with overlap, shown once or never. */
@ApplicationScoped
public class Hooks {

    static final String SECRET = "webhook secret";
    static final String PREVIOUS_SECRET = "previous webhook secret";

    private final Database database;
    private final Sealer sealer;
    private final SecretFingerprints fingerprints;
    private final Audit audit;
    private final HookLookup lookup;
    private final InboxConfig config;
    private final String baseUrl;

    Hooks(
            Database database,
            Sealer sealer,
            SecretFingerprints fingerprints,
            Audit audit,
            HookLookup lookup,
            InboxConfig config,
            @ConfigProperty(name = "segue.url") String baseUrl) {
        this.database = database;
        this.sealer = sealer;
        this.fingerprints = fingerprints;
        this.audit = audit;
        this.lookup = lookup;
        this.config = config;
        this.baseUrl = baseUrl;
    }

    /** The address to paste into Heap. */
    public String url(Secret token) {
        return baseUrl + "/hooks/heap/" + token.value();
    }

    /** Makes a new URL token and returns it for the only time; the one before stays good for the overlap. */
    public Secret rotateToken(long tenant, String actor) {
        Secret token = Tokens.random();
        storeToken(tenant, token, actor);
        return token;
    }

    void storeToken(long tenant, Secret token, String actor) {
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            Optional<String> before = lastFour(connection, tenant, "token_last_four");
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into hook as h (tenant_id, token_hash, token_last_four, token_made_at) values (?, ?, ?, now())
                    on conflict (tenant_id) do update
                       set previous_token_hash = h.token_hash, previous_token_last_four = h.token_last_four,
                           previous_token_until = now() + ? * interval '1 second',
                           token_hash = excluded.token_hash, token_last_four = excluded.token_last_four,
                           token_made_at = now()""")) {
                upsert.setLong(1, tenant);
                upsert.setBytes(2, Tokens.hash(token.value()));
                upsert.setString(3, token.lastFour());
                upsert.setLong(4, config.rotationOverlap().toSeconds());
                upsert.executeUpdate();
            }
            audit.write(connection, tenant, actor, "made a new webhook URL", "hook", ending(before, token.lastFour()));
        });
        database.afterwards(() -> lookup.forget(tenant));
    }

    /** Keeps the secret that Heap reveals; the one before stays good for the overlap. Refusals before are past. */
    public void setSecret(long tenant, Secret secret, String actor) {
        if (secret.value().length() < 8) {
            throw ProblemException.badRequest("Saving the webhook secret: expected what Heap shows after \"Reveal"
                    + " Webhook secret\", at least 8 characters, got "
                    + secret.value().length() + ".");
        }
        if (fingerprints.isAnothers(tenant, secret)) {
            throw anothers();
        }
        try {
            database.doInTenant(tenant, connection -> storeSecret(connection, tenant, secret, actor));
        } catch (RuntimeException e) {
            // Of two tenants that save one secret at once, the slower one is told what one who comes later is told.
            throw SecretFingerprints.isTaken(e) ? anothers() : e;
        }
        database.afterwards(() -> lookup.forget(tenant));
    }

    private void storeSecret(Connection connection, long tenant, Secret secret, String actor) throws SQLException {
        TenantRow.hold(connection, tenant);
        Optional<String> before = lastFour(connection, tenant, "secret_last_four");
        Optional<Secret> previous = currentSecret(connection, tenant).filter(p -> !p.equals(secret));
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into hook as h (tenant_id, sealed_secret, secret_last_four, secret_set_at) values (?, ?, ?, now())
                on conflict (tenant_id) do update
                   set sealed_secret = excluded.sealed_secret, secret_last_four = excluded.secret_last_four,
                       secret_set_at = now(), last_refusal = null, last_refusal_at = null,
                       previous_secret_last_four = case when ?::bytea is null then h.previous_secret_last_four
                                                        else h.secret_last_four end,
                       sealed_previous_secret = coalesce(?, h.sealed_previous_secret),
                       previous_secret_until = case when ?::bytea is null then h.previous_secret_until
                                                    else now() + ? * interval '1 second' end""")) {
            byte[] sealedPrevious = previous.map(p -> sealer.seal(p, new SealPurpose(PREVIOUS_SECRET, tenant, tenant)))
                    .orElse(null);
            upsert.setLong(1, tenant);
            upsert.setBytes(2, sealer.seal(secret, new SealPurpose(SECRET, tenant, tenant)));
            upsert.setString(3, secret.lastFour());
            upsert.setBytes(4, sealedPrevious);
            upsert.setBytes(5, sealedPrevious);
            upsert.setBytes(6, sealedPrevious);
            upsert.setLong(7, config.rotationOverlap().toSeconds());
            upsert.executeUpdate();
        }
        fingerprints.keep(connection, tenant, secret);
        audit.write(connection, tenant, actor, "saved a webhook secret", "hook", ending(before, secret.lastFour()));
    }

    private static Optional<String> lastFour(Connection connection, long tenant, String column) throws SQLException {
        return new Select("select " + column + " as last_four from hook where tenant_id = ? for update", tenant)
                .first(connection, row -> Select.text(row, "last_four"))
                .flatMap(found -> found);
    }

    private static Change ending(Optional<String> before, String after) {
        return Change.of(before.map(lastFour -> "ends in " + lastFour), "ends in " + after);
    }

    public HookState state(long tenant) {
        return database.inTenant(
                tenant,
                connection ->
                        new Select("""
                select h.token_last_four, h.token_made_at, h.secret_last_four, h.first_call_at, h.last_call_at,
                       h.last_refusal_at, h.last_refusal, h.id_token, h.other_id_token, h.other_id_token_at,
                       case when h.previous_token_hash is not null and h.previous_token_until > now()
                            then h.previous_token_until end as old_url_until,
                       case when h.previous_secret_until > now() then h.previous_secret_until end as old_secret_until,
                       h.previous_token_last_four, h.previous_secret_last_four,
                       t.signature_window_seconds from tenant t left join hook h on h.tenant_id = t.id
                 where t.id = ?""", tenant).first(connection, Hooks::read).orElseThrow());
    }

    private static HookState read(ResultSet row) throws SQLException {
        return new HookState(
                Select.text(row, "token_last_four"),
                Select.time(row, "token_made_at"),
                Select.text(row, "secret_last_four"),
                Select.time(row, "first_call_at"),
                Select.time(row, "last_call_at"),
                Select.time(row, "last_refusal_at"),
                Select.text(row, "last_refusal"),
                new HookRules(
                        Duration.ofSeconds(row.getInt("signature_window_seconds")),
                        Select.text(row, "id_token"),
                        Select.text(row, "other_id_token"),
                        Select.time(row, "other_id_token_at")),
                new HookOverlap(
                        Select.text(row, "previous_token_last_four"),
                        Select.time(row, "old_url_until"),
                        Select.text(row, "previous_secret_last_four"),
                        Select.time(row, "old_secret_until")));
    }

    private Optional<Secret> currentSecret(Connection connection, long tenant) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select sealed_secret from hook where tenant_id = ? for update")) {
            select.setLong(1, tenant);
            try (ResultSet rows = select.executeQuery()) {
                byte[] sealed = rows.next() ? rows.getBytes(1) : null;
                return Optional.ofNullable(sealed).map(s -> sealer.open(s, new SealPurpose(SECRET, tenant, tenant)));
            }
        }
    }

    private static ProblemException anothers() {
        return ProblemException.conflict("Saving the webhook secret: it is already in use elsewhere. Create a new"
                + " integration in Heap’s Developer Hub: each has a secret of its own.");
    }
}
