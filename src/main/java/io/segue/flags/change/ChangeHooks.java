package io.segue.flags.change;

import io.segue.audit.Audit;
import io.segue.audit.Change;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** A tenant's webhook for LaunchDarkly: its URL, shown once, and its secret, shown never; both rotated with overlap. */
@ApplicationScoped
public class ChangeHooks {

    static final String SECRET = "flag webhook secret";
    static final String PREVIOUS_SECRET = "previous flag webhook secret";
    private static final int SHORTEST_SECRET = 8;

    private final Database database;
    private final Sealer sealer;
    private final SecretFingerprints fingerprints;
    private final Audit audit;
    private final ChangeConfig config;
    private final String baseUrl;

    ChangeHooks(
            Database database,
            Sealer sealer,
            SecretFingerprints fingerprints,
            Audit audit,
            ChangeConfig config,
            @ConfigProperty(name = "segue.url") String baseUrl) {
        this.database = database;
        this.sealer = sealer;
        this.fingerprints = fingerprints;
        this.audit = audit;
        this.config = config;
        this.baseUrl = baseUrl;
    }

    /** Makes a new URL and returns it for the only time; the one before stays good for the overlap. */
    public String rotateUrl(long tenant, String actor) {
        Secret token = Tokens.random();
        database.doInTenant(tenant, c -> {
            TenantRow.hold(c, tenant);
            new Select(
                            """
                    insert into flag_hook as h (tenant_id, token_hash, token_last_four, token_made_at) values (?, ?, ?, now())
                    on conflict (tenant_id) do update
                       set previous_token_hash = h.token_hash,
                           previous_token_until = now() + ?::int * interval '1 second',
                           token_hash = excluded.token_hash, token_last_four = excluded.token_last_four,
                           token_made_at = now()
                    returning tenant_id""",
                            tenant,
                            Tokens.hash(token.value()),
                            token.lastFour(),
                            config.overlap().toSeconds())
                    .first(c, row -> row.getLong(1));
            audit.write(
                    c,
                    tenant,
                    actor,
                    "made a new URL for the webhook of LaunchDarkly",
                    "flags",
                    Change.to("ends in " + token.lastFour()));
        });
        return baseUrl + "/hooks/launchdarkly/" + token.value();
    }

    /** Keeps the secret that LaunchDarkly signs with; the one before stays good for the overlap. */
    public void setSecret(long tenant, String pasted, String actor) {
        String text = pasted.strip();
        if (text.length() < SHORTEST_SECRET) {
            throw ProblemException.badRequest(
                    "Saving the webhook’s secret: expected what LaunchDarkly shows behind \"Sign"
                            + " this webhook\", at least " + SHORTEST_SECRET + " characters, got " + text.length()
                            + ".");
        }
        Secret secret = new Secret(text);
        if (fingerprints.isAnothers(tenant, secret)) {
            throw anothers();
        }
        try {
            database.doInTenant(tenant, c -> store(c, tenant, secret, actor));
        } catch (RuntimeException e) {
            throw SecretFingerprints.isTaken(e) ? anothers() : e;
        }
    }

    public ChangeHookState state(long tenant) {
        return database.inTenant(
                tenant,
                c -> new Select("""
                        select token_last_four, secret_last_four, last_call_at, last_refusal_at, last_refusal,
                               case when previous_token_until > now() then previous_token_until end as old_url_until,
                               case when previous_secret_until > now() then previous_secret_until end as old_secret_until
                          from flag_hook where tenant_id = ?""", tenant).first(c, ChangeHooks::state).orElse(ChangeHookState.NONE));
    }

    /** Whose URL this is; empty for a token that is nobody's. */
    public Optional<ChangeHookAccess> byToken(String token) {
        byte[] hash = Tokens.hash(token);
        return database.as(Database.Role.GATE, c -> new Select("""
                        select h.tenant_id, t.state, h.sealed_secret,
                               case when h.previous_secret_until > now() then h.sealed_previous_secret end
                          from flag_hook h join tenant t on t.id = h.tenant_id
                         where h.token_hash = ? or (h.previous_token_hash = ? and h.previous_token_until > now())""", hash, hash).first(c, this::access));
    }

    /** A call with a known token that was not let in, with the exact reason; a flood of them is no flood of writes. */
    public void refused(long tenant, String reason) {
        database.doInTenant(tenant, c -> new Select("""
                        update flag_hook set last_refusal_at = now(), last_refusal = ?
                         where tenant_id = ? and (last_refusal_at is null or last_refusal_at < now() - interval '2 seconds')
                        returning tenant_id""", reason, tenant).first(c, row -> row.getLong(1)));
    }

    private void store(Connection c, long tenant, Secret secret, String actor) throws SQLException {
        TenantRow.hold(c, tenant);
        byte[] sealedPrevious = current(c, tenant)
                .filter(previous -> !previous.equals(secret))
                .map(previous -> sealer.seal(previous, new SealPurpose(PREVIOUS_SECRET, tenant, tenant)))
                .orElse(null);
        try (PreparedStatement upsert = c.prepareStatement("""
                insert into flag_hook as h (tenant_id, sealed_secret, secret_last_four, secret_set_at) values (?, ?, ?, now())
                on conflict (tenant_id) do update
                   set sealed_secret = excluded.sealed_secret, secret_last_four = excluded.secret_last_four,
                       secret_set_at = now(), last_refusal = null, last_refusal_at = null,
                       sealed_previous_secret = coalesce(?, h.sealed_previous_secret),
                       previous_secret_until = case when ?::bytea is null then h.previous_secret_until
                                                    else now() + ?::int * interval '1 second' end""")) {
            upsert.setLong(1, tenant);
            upsert.setBytes(2, sealer.seal(secret, new SealPurpose(SECRET, tenant, tenant)));
            upsert.setString(3, secret.lastFour());
            upsert.setBytes(4, sealedPrevious);
            upsert.setBytes(5, sealedPrevious);
            upsert.setLong(6, config.overlap().toSeconds());
            upsert.executeUpdate();
        }
        fingerprints.keep(c, tenant, secret);
        audit.write(
                c,
                tenant,
                actor,
                "saved the secret of the webhook of LaunchDarkly",
                "flags",
                Change.to("ends in " + secret.lastFour()));
    }

    private Optional<Secret> current(Connection c, long tenant) throws SQLException {
        return new Select(
                        "select sealed_secret from flag_hook where tenant_id = ? and sealed_secret is not null for update",
                        tenant)
                .first(c, row -> sealer.open(row.getBytes(1), new SealPurpose(SECRET, tenant, tenant)));
    }

    private ChangeHookAccess access(ResultSet row) throws SQLException {
        long tenant = row.getLong(1);
        List<Secret> secrets = new ArrayList<>();
        add(secrets, row.getBytes(3), new SealPurpose(SECRET, tenant, tenant));
        add(secrets, row.getBytes(4), new SealPurpose(PREVIOUS_SECRET, tenant, tenant));
        return new ChangeHookAccess(tenant, row.getString(2).equals("enabled"), secrets);
    }

    private void add(List<Secret> secrets, byte @Nullable [] sealed, SealPurpose purpose) {
        if (sealed != null) {
            secrets.add(sealer.open(sealed, purpose));
        }
    }

    private static ChangeHookState state(ResultSet row) throws SQLException {
        return new ChangeHookState(
                Select.text(row, "token_last_four"),
                Select.text(row, "secret_last_four"),
                Select.time(row, "old_url_until"),
                Select.time(row, "old_secret_until"),
                Select.time(row, "last_call_at"),
                Select.time(row, "last_refusal_at"),
                Select.text(row, "last_refusal"));
    }

    private static ProblemException anothers() {
        return ProblemException.conflict(
                "Saving the webhook’s secret: it is already in use elsewhere. Have LaunchDarkly" + " make a new one.");
    }
}
