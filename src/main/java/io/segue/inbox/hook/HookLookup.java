package io.segue.inbox.hook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whose URL this is, remembered for a few seconds so that a page costs no look-up. */
@ApplicationScoped
public class HookLookup {

    private static final int MOST_REMEMBERED = 10_000;

    private final Database database;
    private final Sealer sealer;
    private final Cache<String, HookAccess> known;
    /** Apart, so that a flood of tokens that are nobody's puts nobody out. */
    private final Cache<String, Boolean> nobodys;

    HookLookup(Database database, Sealer sealer, InboxConfig config, Clock clock) {
        this.database = database;
        this.sealer = sealer;
        this.known = memory(config, clock);
        this.nobodys = memory(config, clock);
    }

    private static <T> Cache<String, T> memory(InboxConfig config, Clock clock) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(config.hookMemory())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Empty for a token that is nobody's. */
    public Optional<HookAccess> byToken(String token) {
        byte[] hash = Tokens.hash(token);
        String name = HexFormat.of().formatHex(hash);
        HookAccess access = known.getIfPresent(name);
        if (access != null || nobodys.getIfPresent(name) != null) {
            return Optional.ofNullable(access);
        }
        Optional<HookAccess> found = find(hash);
        found.ifPresentOrElse(hook -> known.put(name, hook), () -> nobodys.put(name, Boolean.TRUE));
        return found;
    }

    /** What changed of a tenant's hook counts from the next call on, on this node. */
    public void forget(long tenant) {
        known.asMap().values().removeIf(hook -> hook.tenant() == tenant);
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
