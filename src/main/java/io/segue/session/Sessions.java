package io.segue.session;

import io.quarkus.logging.Log;
import io.segue.platform.Database;
import io.segue.platform.SealBrokenException;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import io.segue.platform.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The table of sessions: what a cookie names stands here, or there is no such session. */
@ApplicationScoped
class Sessions {

    /** A use is written down when the last one is older than this, so that not every request writes. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    static final String PURPOSE = "session tokens";

    private static final int BATCH = 2_000;

    private final Database database;
    private final Sealer sealer;
    private final SessionConfig config;
    private final Clock clock;

    Sessions(Database database, Sealer sealer, SessionConfig config, Clock clock) {
        this.database = database;
        this.sealer = sealer;
        this.config = config;
        this.clock = clock;
    }

    /** A new session; returns what its cookie holds. */
    Secret begin(SessionTokens tokens) {
        Secret id = Tokens.random();
        byte[] hash = Tokens.hash(id.value());
        SessionOwner owner = SessionOwner.of(tokens.idToken());
        Timestamp now = Timestamp.from(clock.instant());
        database.as(Database.Role.GATE, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into session (id_hash, issuer, subject, sid, sealed_tokens, signed_in_at, last_used_at)
                    values (?, ?, ?, ?, ?, ?, ?)""")) {
                insert.setBytes(1, hash);
                insert.setString(2, owner.issuer());
                insert.setString(3, owner.subject().orElse(""));
                insert.setString(4, owner.sid().orElse(null));
                insert.setBytes(5, seal(tokens, hash));
                insert.setTimestamp(6, now);
                insert.setTimestamp(7, now);
                return insert.executeUpdate();
            }
        });
        return id;
    }

    /** The tokens of a session that is still good, which counts as used now. */
    Optional<SessionTokens> use(String id) {
        byte[] hash = Tokens.hash(id);
        Instant now = clock.instant();
        return database.as(Database.Role.GATE, connection -> {
                    Optional<byte[]> found = find(connection, hash, now);
                    if (found.isPresent()) {
                        noteUse(connection, hash, now);
                    }
                    return found;
                })
                .flatMap(found -> open(found, hash));
    }

    /** The same, but nobody was there: it is no younger for it. */
    Optional<SessionTokens> peek(String id) {
        byte[] hash = Tokens.hash(id);
        return database.as(Database.Role.GATE, connection -> find(connection, hash, clock.instant()))
                .flatMap(found -> open(found, hash));
    }

    boolean isOpen(String id) {
        return database.as(Database.Role.GATE, connection -> find(connection, Tokens.hash(id), clock.instant()))
                .isPresent();
    }

    private Optional<byte[]> find(Connection connection, byte[] hash, Instant now) throws SQLException {
        return new Select(
                        """
                        select sealed_tokens from session
                         where id_hash = ? and last_used_at > ? and signed_in_at > ?""",
                        hash,
                        Timestamp.from(now.minus(config.idle())),
                        Timestamp.from(now.minus(config.absolute())))
                .first(connection, row -> row.getBytes(1));
    }

    private static void noteUse(Connection connection, byte[] hash, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update session set last_used_at = ? where id_hash = ? and last_used_at < ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setBytes(2, hash);
            update.setTimestamp(3, Timestamp.from(now.minus(NOTED_EVERY)));
            update.executeUpdate();
        }
    }

    /** Takes newer tokens into a session, which is no older or younger for it; false when it has ended meanwhile. */
    boolean renew(String id, SessionTokens tokens) {
        byte[] hash = Tokens.hash(id);
        return database.as(Database.Role.GATE, connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update session set sealed_tokens = ? where id_hash = ?")) {
                update.setBytes(1, seal(tokens, hash));
                update.setBytes(2, hash);
                return update.executeUpdate() == 1;
            }
        });
    }

    void end(String id) {
        database.as(Database.Role.GATE, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from session where id_hash = ?")) {
                delete.setBytes(1, Tokens.hash(id));
                return delete.executeUpdate();
            }
        });
    }

    /** Ends what the OIDC server has ended: one of its sessions when it names one, else all of a person's. */
    int endOf(SessionOwner owner) {
        String named = owner.sid().or(owner::subject).orElse("");
        String column = owner.sid().isPresent() ? "sid" : "subject";
        return database.as(Database.Role.GATE, connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from session where issuer = ? and " + column + " = ?")) {
                delete.setString(1, owner.issuer());
                delete.setString(2, named);
                return delete.executeUpdate();
            }
        });
    }

    /** Deletes what has ended by time, a few at a time; returns how many. */
    long deleteOld() {
        Instant now = clock.instant();
        long gone = 0;
        int last;
        do {
            last = database.as(Database.Role.GATE, connection -> {
                try (PreparedStatement delete = connection.prepareStatement("""
                        delete from session where id_hash = any (array(
                            select id_hash from session where last_used_at <= ? or signed_in_at <= ? limit ?))""")) {
                    delete.setTimestamp(1, Timestamp.from(now.minus(config.idle())));
                    delete.setTimestamp(2, Timestamp.from(now.minus(config.absolute())));
                    delete.setInt(3, BATCH);
                    return delete.executeUpdate();
                }
            });
            gone += last;
        } while (last == BATCH);
        return gone;
    }

    private byte[] seal(SessionTokens tokens, byte[] hash) {
        return sealer.seal(tokens.write(), purpose(hash));
    }

    /** What does not open, after a change of the master key for example, is no session: the person signs in again. */
    private Optional<SessionTokens> open(byte[] sealed, byte[] hash) {
        try {
            return Optional.of(SessionTokens.read(sealer.openBytes(sealed, purpose(hash))));
        } catch (SealBrokenException e) {
            Log.warn("The stored tokens of a session do not open under this master key: its person signs in again.");
            return Optional.empty();
        }
    }

    private static SealPurpose purpose(byte[] hash) {
        return new SealPurpose(PURPOSE, 0, ByteBuffer.wrap(hash).getLong());
    }
}
