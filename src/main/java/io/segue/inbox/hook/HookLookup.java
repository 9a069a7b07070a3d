package io.segue.inbox.hook;

import io.segue.inbox.InboxConfig;
import io.segue.platform.Database;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import io.segue.platform.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whose URL this is, remembered for a few seconds so that a page costs no look-up. */
@ApplicationScoped
public class HookLookup {

    private static final int MOST_REMEMBERED = 10_000;

    private final Database database;
    private final Sealer sealer;
    private final InboxConfig config;
    private final Clock clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    HookLookup(Database database, Sealer sealer, InboxConfig config, Clock clock) {
        this.database = database;
        this.sealer = sealer;
        this.config = config;
        this.clock = clock;
    }

    private record Remembered(Optional<HookAccess> access, Instant until) {}

    /** Empty for a token that is nobody's. */
    public Optional<HookAccess> byToken(String token) {
        byte[] hash = Tokens.hash(token);
        String name = HexFormat.of().formatHex(hash);
        Instant now = clock.instant();
        Remembered known = remembered.get(name);
        if (known != null && known.until().isAfter(now)) {
            return known.access();
        }
        if (remembered.size() > MOST_REMEMBERED) {
            remembered.clear();
        }
        Optional<HookAccess> access = find(hash);
        remembered.put(name, new Remembered(access, now.plus(config.hookMemory())));
        return access;
    }

    /** What changed of a tenant's hook counts from the next call on, on this node. */
    void forget(long tenant) {
        remembered
                .values()
                .removeIf(known ->
                        known.access().filter(hook -> hook.tenant() == tenant).isPresent());
    }

    private Optional<HookAccess> find(byte[] hash) {
        return database.as(Database.Role.GATE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select h.tenant_id, t.state, t.signature_window_seconds, h.sealed_secret, h.id_token,
                           case when h.previous_secret_until > now() then h.sealed_previous_secret end
                      from hook h join tenant t on t.id = h.tenant_id
                     where h.token_hash = ? or (h.previous_token_hash = ? and h.previous_token_until > now())""")) {
                select.setBytes(1, hash);
                select.setBytes(2, hash);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(read(rows)) : Optional.empty();
                }
            }
        });
    }

    private HookAccess read(ResultSet rows) throws SQLException {
        long tenant = rows.getLong(1);
        List<Secret> secrets = new ArrayList<>();
        byte[] current = rows.getBytes(4);
        if (current != null) {
            secrets.add(sealer.open(current, new SealPurpose(Hooks.SECRET, tenant, tenant)));
        }
        byte[] previous = rows.getBytes(6);
        if (previous != null) {
            secrets.add(sealer.open(previous, new SealPurpose(Hooks.PREVIOUS_SECRET, tenant, tenant)));
        }
        return new HookAccess(
                tenant,
                rows.getString(2).equals("enabled"),
                secrets,
                Duration.ofSeconds(rows.getInt(3)),
                Optional.ofNullable(rows.getString(5)));
    }
}
