package io.segue.sync.pace;

import io.segue.connection.TokenReplacedEvent;
import io.segue.platform.Database;
import io.segue.sync.claim.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Until when a connection's access token must rest: LaunchDarkly limits a token, not a run, so whoever is told to wait
 * tells every other run. Those of this node know at once, those of other nodes with their next confirmation.
 */
@ApplicationScoped
public class TokenPauses {

    private final Database database;
    private final Map<Token, Instant> known = new ConcurrentHashMap<>();

    TokenPauses(Database database) {
        this.database = database;
    }

    private record Token(long tenant, long connection) {

        static Token of(Claim claim) {
            return new Token(claim.tenant(), claim.connection());
        }
    }

    /** As far as this node knows; long past when there is no pause. */
    public Instant until(Claim claim) {
        return known.getOrDefault(Token.of(claim), Instant.EPOCH);
    }

    /** The longest word counts. */
    public void pause(Claim claim, Instant until) {
        known.merge(Token.of(claim), until, TokenPauses::later);
        database.doInTenant(claim.tenant(), connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into token_pause as p (tenant_id, connection_id, until) values (?, ?, ?)
                    on conflict (tenant_id, connection_id) do update set until = greatest(p.until, excluded.until)""")) {
                upsert.setLong(1, claim.tenant());
                upsert.setLong(2, claim.connection());
                upsert.setTimestamp(3, Timestamp.from(until));
                upsert.executeUpdate();
            }
        });
    }

    /** Learns what other nodes were told. */
    public void look(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select until from token_pause where tenant_id = ? and connection_id = ?")) {
            select.setLong(1, claim.tenant());
            select.setLong(2, claim.connection());
            try (ResultSet rows = select.executeQuery()) {
                // The database is the truth: a pause that is gone there was of a token that was replaced.
                if (rows.next()) {
                    known.put(Token.of(claim), rows.getTimestamp(1).toInstant());
                } else {
                    known.remove(Token.of(claim));
                }
            }
        }
    }

    /** Another token has limits of its own. */
    void forget(@Observes TokenReplacedEvent replaced) {
        database.doInTenant(replaced.tenant(), connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from token_pause where tenant_id = ? and connection_id = ?")) {
                delete.setLong(1, replaced.tenant());
                delete.setLong(2, replaced.connection());
                delete.executeUpdate();
            }
        });
        known.remove(new Token(replaced.tenant(), replaced.connection()));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
