package io.segue.tenant;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.web.ProblemException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Support's looks at a tenant as its people see it. A look has a reason and an end, is of one person of support's, and
 * changes nothing; {@link TenantFilter} grants it, and tells of everything that is opened with it.
 */
@ApplicationScoped
public class Looks {

    private static final int LONGEST_REASON = 500;

    private final Database database;
    private final LookConfig config;
    private final Clock clock;

    Looks(Database database, LookConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** How looks are. */
    @ConfigMapping(prefix = "segue.look")
    public interface LookConfig {

        /** A look ends by itself after so long. */
        @WithDefault("1h")
        Duration life();
    }

    /** A look that goes on. */
    public record Look(String reason, Instant begunAt, Instant endsAt) {}

    /**
     * Something was opened with a look, or somebody tried to change something with it; told before it is answered, and
     * whoever cannot write it down prevents it.
     *
     * @param isRefused whether it was refused, for it would have changed something
     * @param isPart whether it is a piece of a page, such as one that a page asks for again and again
     */
    public record OpenedEvent(TenantAccess access, String method, String path, boolean isRefused, boolean isPart) {}

    /** In the transaction of whoever records it; another one of this person at this tenant ends by it. */
    public Look begin(Connection connection, long tenant, SignedIn person, String reason) throws SQLException {
        String given = reason.strip();
        if (given.isEmpty() || given.length() > LONGEST_REASON) {
            throw ProblemException.badRequest("Looking at a tenant: expected a reason of 1 to " + LONGEST_REASON
                    + " characters, got " + given.length() + ". The customer reads it in the audit log.");
        }
        end(connection, tenant, person);
        Instant now = clock.instant();
        new Select("delete from support_look where tenant_id = ? and ends_at <= ? returning id", tenant, time(now))
                .list(connection, row -> true);
        Look look = new Look(given, now, now.plus(config.life()));
        new Select("""
                insert into support_look (tenant_id, issuer, subject, reason, begun_at, ends_at) values (?, ?, ?, ?, ?, ?)
                returning id""", tenant, person.issuer(), person.subject(), given, time(now), time(look.endsAt()))
                .first(connection, row -> true);
        return look;
    }

    /** Gives the look that went on; the row is needed no more, for the audit log tells of it. */
    public Optional<Look> end(Connection connection, long tenant, SignedIn person) throws SQLException {
        Instant now = clock.instant();
        return new Select("""
                delete from support_look where tenant_id = ? and issuer = ? and subject = ?
                returning reason, begun_at, ends_at""", tenant, person.issuer(), person.subject())
                .first(
                        connection,
                        row -> new Look(
                                row.getString("reason"),
                                row.getTimestamp("begun_at").toInstant(),
                                row.getTimestamp("ends_at").toInstant()))
                .filter(look -> look.endsAt().isAfter(now));
    }

    /** The look of this person at this tenant, as what they may act in: as a viewer, in support's name. */
    Optional<TenantAccess> in(String slug, SignedIn person) {
        return database.as(
                Database.Role.GATE,
                connection -> new Select("""
                        select t.id, t.slug, t.name, t.state, l.reason, l.begun_at, l.ends_at
                          from support_look l join tenant t on t.id = l.tenant_id
                         where l.issuer = ? and l.subject = ? and t.slug = ? and l.ends_at > ?""", person.issuer(), person.subject(), slug, time(clock.instant()))
                        .first(
                                connection,
                                row -> new TenantAccess(
                                        row.getLong("id"),
                                        row.getString("slug"),
                                        row.getString("name"),
                                        TenantState.of(row.getString("state")),
                                        Role.VIEWER,
                                        person.name() + " (support)",
                                        Optional.of(new Look(
                                                row.getString("reason"),
                                                row.getTimestamp("begun_at").toInstant(),
                                                row.getTimestamp("ends_at").toInstant())))));
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
