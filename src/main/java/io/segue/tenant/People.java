package io.segue.tenant;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who belongs to a tenant, and who is invited. Every change holds the tenant's row, so that two at once cannot each
 * take the other for the owner who stays; it happens in the transaction of whoever records it.
 */
@ApplicationScoped
public class People {

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s<>()\\[\\],;:\\\\\"]+@[^@\\s<>()\\[\\],;:\\\\\"]+");
    private static final int LONGEST_ADDRESS = 254;
    private static final String INVITATION = "id, email, role, created_at, invited_by, expires_at";

    private final Database database;
    private final InvitationConfig config;
    private final Clock clock;

    People(Database database, InvitationConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** How invitations are. */
    @ConfigMapping(prefix = "segue.invitation")
    public interface InvitationConfig {

        /** After so long an invitation that nobody took up ends. */
        @WithDefault("336h")
        Duration life();
    }

    /** A member, known by issuer and subject. */
    public record Person(
            long id,
            String issuer,
            String subject,
            Optional<String> name,
            Optional<String> email,
            Role role,
            Instant joinedAt) {

        /** What the audit log and questions call them. */
        public String called() {
            return email.or(() -> name).orElse(subject);
        }

        public boolean is(SignedIn visitor) {
            return issuer.equals(visitor.issuer()) && subject.equals(visitor.subject());
        }
    }

    /**
     * Someone who may come in, and has not yet.
     *
     * @param expiresAt empty for a user name that the operator declared: that one holds without end
     */
    public record Invitation(
            long id,
            String address,
            Role role,
            Instant invitedAt,
            Optional<String> invitedBy,
            Optional<Instant> expiresAt) {

        public boolean hasAddress() {
            return address.equals(called());
        }

        /** Without the mark of a user name that the operator declared. */
        public String called() {
            String mark = ProvisionConfig.userName("");
            return address.startsWith(mark) ? address.substring(mark.length()) : address;
        }
    }

    /** Owners first, then by name. */
    public List<Person> members(long tenant) {
        return database.inTenant(tenant, connection -> new Select("""
                        select id, issuer, subject, name, email, role, created_at from person where tenant_id = ?
                         order by array_position(array['owner', 'editor', 'viewer'], role), lower(coalesce(email, name, subject)), id""", tenant).list(connection, People::person));
    }

    /** Not accepted yet, the newest first. */
    public List<Invitation> invited(long tenant) {
        return database.inTenant(tenant, connection -> new Select("""
                        select id, email, role, created_at, invited_by, expires_at from invitation
                         where tenant_id = ? and accepted_at is null order by id desc""", tenant).list(connection, People::invitation));
    }

    /** An invitation, and the role that it had before when it waited already. */
    public record Invited(Invitation invitation, Optional<Role> before) {}

    /** Invites; or gives the invitation that waits for the address another role, and its whole life again. */
    public Invited invite(Connection connection, long tenant, String email, Role role, String by) throws SQLException {
        String address = email.strip();
        boolean isUserName = address.startsWith(ProvisionConfig.userName(""));
        if (address.length() > LONGEST_ADDRESS
                || (!isUserName && !ADDRESS.matcher(address).matches())) {
            throw ProblemException.badRequest("Inviting: expected an e-mail address, got \"" + address + "\".");
        }
        TenantRow.hold(connection, tenant);
        OffsetDateTime until = isUserName ? null : end();
        Optional<Role> before = new Select(
                        "select role from invitation where tenant_id = ? and lower(email) = lower(?) and accepted_at is null",
                        tenant,
                        address)
                .first(connection, row -> Role.of(row.getString(1)));
        String sql = before.isPresent()
                // Invited again before the first sign-in, perhaps with another role: the latest word counts.
                ? """
                  update invitation set role = ?, invited_by = ?, expires_at = ?::timestamptz
                   where tenant_id = ? and lower(email) = lower(?) and accepted_at is null returning """
                : "insert into invitation (role, invited_by, expires_at, tenant_id, email) values (?, ?, ?, ?, ?) returning ";
        Invitation stored = new Select(sql + " " + INVITATION, role.word(), by, until, tenant, address)
                .first(connection, People::invitation)
                .orElseThrow();
        return new Invited(stored, before);
    }

    /** Gives an invitation its whole life again; empty when it is not there, or accepted already. */
    public Optional<Invitation> renew(Connection connection, long tenant, long id) throws SQLException {
        return new Select("""
                update invitation set expires_at = ? where tenant_id = ? and id = ? and accepted_at is null
                   and email not like ? returning\s""" + INVITATION, end(), tenant, id, ProvisionConfig.userName("%"))
                .first(connection, People::invitation);
    }

    private OffsetDateTime end() {
        return clock.instant().plus(config.life()).atOffset(ZoneOffset.UTC);
    }

    /** Gives the person as they were before; empty when there is none of that id. */
    public Optional<Person> changeRole(Connection connection, long tenant, long id, Role to) throws SQLException {
        TenantRow.hold(connection, tenant);
        Optional<Person> found = find(connection, tenant, id);
        if (found.isPresent() && found.get().role() != to) {
            if (to != Role.OWNER) {
                refuseWithoutAnotherOwner(connection, tenant, found.get(), "Changing a role");
            }
            execute(connection, "update person set role = ? where tenant_id = ? and id = ?", to.word(), tenant, id);
        }
        return found;
    }

    /** Ends a membership at once, and whatever invitation would bring the person back. */
    public Optional<Person> remove(Connection connection, long tenant, long id) throws SQLException {
        TenantRow.hold(connection, tenant);
        Optional<Person> found = find(connection, tenant, id);
        if (found.isPresent()) {
            Person person = found.get();
            refuseWithoutAnotherOwner(connection, tenant, person, "Removing a person");
            execute(connection, "delete from person where tenant_id = ? and id = ?", tenant, id);
            execute(
                    connection,
                    "delete from invitation where tenant_id = ? and lower(email) in (lower(?), lower(?))",
                    tenant,
                    person.email().orElse("-"),
                    ProvisionConfig.userName(person.name().orElse("")));
        }
        return found;
    }

    /** Takes an invitation back; empty when it is not there, or accepted already. */
    public Optional<Invitation> withdraw(Connection connection, long tenant, long id) throws SQLException {
        return new Select("""
                delete from invitation where tenant_id = ? and id = ? and accepted_at is null
                returning\s""" + INVITATION, tenant, id).first(connection, People::invitation);
    }

    private static Optional<Person> find(Connection connection, long tenant, long id) throws SQLException {
        return new Select("""
                select id, issuer, subject, name, email, role, created_at from person
                 where tenant_id = ? and id = ?""", tenant, id).first(connection, People::person);
    }

    private static void refuseWithoutAnotherOwner(Connection connection, long tenant, Person person, String doing)
            throws SQLException {
        if (person.role() != Role.OWNER) {
            return;
        }
        boolean another = new Select(
                        "select 1 from person where tenant_id = ? and role = 'owner' and id <> ?", tenant, person.id())
                .first(connection, row -> true)
                .isPresent();
        if (!another) {
            throw ProblemException.conflict(doing + ": " + person.called()
                    + " is the only owner, and one has to stay. Make another person an owner first.");
        }
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("issuer"),
                row.getString("subject"),
                Select.text(row, "name"),
                Select.text(row, "email"),
                Role.of(row.getString("role")),
                row.getTimestamp("created_at").toInstant());
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                row.getLong("id"),
                row.getString("email"),
                Role.of(row.getString("role")),
                row.getTimestamp("created_at").toInstant(),
                Select.text(row, "invited_by").filter(by -> !by.isEmpty()),
                Select.time(row, "expires_at"));
    }
}
