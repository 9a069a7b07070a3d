package io.segue.tenant;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.platform.Tokens;
import io.segue.platform.UniqueViolation;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people without a tenant ask for: a tenant that waits for support, theirs once it is enabled. */
@ApplicationScoped
public class Requests {

    /** So many may wait, or have been made within {@link #WITHIN}, for one person. */
    static final int MOST = 3;

    private static final Duration WITHIN = Duration.ofDays(1);
    private static final int LONGEST_NOTE = 2000;
    private static final int LONGEST_SHORT_NAME = 50;
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final Clock clock;

    Requests(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What the form asks for. */
    public record Wish(String organisation, String contact, String why) {

        public Wish {
            organisation = organisation.strip();
            contact = contact.strip();
            why = why.strip();
            if (organisation.isEmpty() || organisation.length() > 200) {
                throw ProblemException.badRequest("Requesting the integration: expected an organisation of 1 to 200"
                        + " characters, got " + organisation.length() + ".");
            }
            if (contact.length() > 254 || !contact.matches("[^@\\s]+@[^@\\s]+")) {
                throw ProblemException.badRequest(
                        "Requesting the integration: expected the e-mail address of a contact, got \"" + contact
                                + "\".");
            }
            if (why.length() > LONGEST_NOTE) {
                throw ProblemException.badRequest("Requesting the integration: expected a reason of at most "
                        + LONGEST_NOTE + " characters, got " + why.length() + ".");
            }
        }
    }

    /**
     * A request that support has not answered yet, or has declined.
     *
     * @param reason why it was declined
     */
    public record Waiting(
            String name,
            Optional<String> contact,
            Instant requestedAt,
            Optional<Instant> declinedAt,
            Optional<String> reason) {

        public boolean isDeclined() {
            return declinedAt.isPresent();
        }
    }

    /** A request as it was stored. */
    public record Made(long tenant, String slug) {}

    /** Those that wait, the oldest first; then those that were declined. */
    public List<Waiting> waiting(SignedIn person) {
        return database.as(
                Database.Role.GATE,
                connection -> new Select("""
                        select name, contact_email, requested_at, suspended_at, suspended_reason from tenant
                         where requester_issuer = ? and requester_subject = ? and enabled_at is null
                         order by state <> 'requested', requested_at, id""", person.issuer(), person.subject())
                        .list(
                                connection,
                                row -> new Waiting(
                                        row.getString("name"),
                                        Select.text(row, "contact_email"),
                                        row.getTimestamp("requested_at").toInstant(),
                                        Select.time(row, "suspended_at"),
                                        Select.text(row, "suspended_reason"))));
    }

    /** The short name is made from the organisation's; where that one is taken, it gets an ending of its own. */
    public Made make(Wish wish, SignedIn person) {
        String plain = shortName(wish.organisation());
        String shortName = plain;
        for (int attempt = 1; ; attempt++) {
            try {
                return store(wish, shortName, person);
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS || !UniqueViolation.isOf("tenant_slug_uk", e)) {
                    throw e;
                }
                shortName = plain + "-" + ending();
            }
        }
    }

    private Made store(Wish wish, String shortName, SignedIn person) {
        return database.as(Database.Role.SUPPORT, connection -> {
            refuseTooMany(connection, person);
            long id = new Select(
                            """
                            insert into tenant (slug, name, state, contact_email, note, requested_at, requester_issuer,
                                                requester_subject, requester_name, requester_email)
                            values (?, ?, 'requested', ?, nullif(?, ''), ?, ?, ?, ?, ?) returning id""",
                            shortName,
                            wish.organisation(),
                            wish.contact(),
                            wish.why(),
                            clock.instant().atOffset(ZoneOffset.UTC),
                            person.issuer(),
                            person.subject(),
                            person.name(),
                            person.verifiedEmail().orElse(null))
                    .first(connection, row -> row.getLong(1))
                    .orElseThrow();
            return new Made(id, shortName);
        });
    }

    /** Counts while it holds a lock of this person's, so that many at once are no way round it. */
    private void refuseTooMany(Connection connection, SignedIn person) throws SQLException {
        new Select(
                        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
                        "request " + person.issuer() + " " + person.subject())
                .first(connection, row -> true);
        long made = new Select(
                        """
                        select count(*) from tenant where requester_issuer = ? and requester_subject = ?
                           and (state = 'requested' or requested_at > ?)""",
                        person.issuer(),
                        person.subject(),
                        clock.instant().minus(WITHIN).atOffset(ZoneOffset.UTC))
                .first(connection, row -> row.getLong(1))
                .orElseThrow();
        if (made >= MOST) {
            throw new ProblemException(
                    ErrorCode.TOO_MANY,
                    429,
                    "Too many requests",
                    "Requesting the integration: you have asked " + made
                            + " times, and that is enough for now. Support sees what you asked for and answers it.");
        }
    }

    /** Makes the person who asked the first owner; nothing where support made the tenant. */
    static void welcome(Connection connection, long tenant) throws SQLException {
        new Select("""
                insert into person (tenant_id, issuer, subject, email, name, role)
                select id, requester_issuer, requester_subject, requester_email, requester_name, 'owner' from tenant
                 where id = ? and requester_subject is not null
                    on conflict (tenant_id, issuer, subject) do nothing returning id""", tenant).first(connection, row -> true);
    }

    /** "Müller & Söhne GmbH" is muller-sohne-gmbh; what has no letter of ours is an organisation. */
    static String shortName(String organisation) {
        String plain = Normalizer.normalize(organisation, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "");
        String cut =
                plain.substring(0, Math.min(LONGEST_SHORT_NAME, plain.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "organisation" : cut;
    }

    private static String ending() {
        return Tokens.random()
                .value()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "")
                .substring(0, 6);
    }
}
