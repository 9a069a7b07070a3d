package io.segue.tenant;

import io.segue.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which tenants a signed-in person belongs to; our own table decides, at every request. */
@ApplicationScoped
public class Memberships {

    private final Database database;
    private final Looks looks;
    private final Event<JoinedEvent> joined;

    Memberships(Database database, Looks looks, Event<JoinedEvent> joined) {
        this.database = database;
        this.looks = looks;
        this.joined = joined;
    }

    public List<TenantAccess> of(SignedIn person) {
        return database.as(Database.Role.GATE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select t.id, t.slug, t.name, t.state, p.role from person p join tenant t on t.id = p.tenant_id
                     where p.issuer = ? and p.subject = ? order by t.name""")) {
                select.setString(1, person.issuer());
                select.setString(2, person.subject());
                return read(select, person.name());
            }
        });
    }

    /** As a member, or, for support, by a look that goes on. */
    public Optional<TenantAccess> in(String slug, SignedIn person) {
        return of(person).stream()
                .filter(access -> access.slug().equals(slug))
                .findFirst()
                .or(() -> person.isSupport() ? looks.in(slug, person) : Optional.empty());
    }

    /**
     * Binds the invitations that wait for a verified address (or, when provisioned, a user name) to this person; true when
     * there were any.
     */
    public boolean acceptInvitations(SignedIn person) {
        boolean hasJoined = false;
        for (Invitation waiting : invitationsFor(person)) {
            hasJoined |= database.inTenant(waiting.tenant(), connection -> {
                boolean isAccepted = accept(connection, waiting, person);
                if (isAccepted) {
                    joined.fire(new JoinedEvent(connection, waiting.tenant(), person, Role.of(waiting.role())));
                }
                return isAccepted;
            });
        }
        return hasJoined;
    }

    /** An invitation becomes a membership, in the transaction of this connection. */
    public record JoinedEvent(Connection connection, long tenant, SignedIn person, Role role) {}

    private record Invitation(long tenant, long id, String role) {}

    private List<Invitation> invitationsFor(SignedIn person) {
        return database.as(Database.Role.GATE, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select tenant_id, id, role from invitation
                     where accepted_at is null and (expires_at is null or expires_at > now())
                       and lower(email) in (lower(?), lower(?))""")) {
                select.setString(1, person.verifiedEmail().orElse("-"));
                select.setString(2, ProvisionConfig.userName(person.name()));
                List<Invitation> found = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Invitation(rows.getLong(1), rows.getLong(2), rows.getString(3)));
                    }
                }
                return found;
            }
        });
    }

    /** Who is in already may gain a right by it, and lose none: the last owner stays one. */
    private static boolean accept(Connection connection, Invitation invitation, SignedIn person) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update invitation set accepted_at = now() where tenant_id = ? and id = ? and accepted_at is null
                   and (expires_at is null or expires_at > now())""")) {
            update.setLong(1, invitation.tenant());
            update.setLong(2, invitation.id());
            if (update.executeUpdate() == 0) {
                return false;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into person (tenant_id, issuer, subject, email, name, role) values (?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, issuer, subject) do update set role = excluded.role
                 where array_position(array['viewer', 'editor', 'owner'], person.role)
                       < array_position(array['viewer', 'editor', 'owner'], excluded.role)""")) {
            insert.setLong(1, invitation.tenant());
            insert.setString(2, person.issuer());
            insert.setString(3, person.subject());
            insert.setString(4, person.verifiedEmail().orElse(null));
            insert.setString(5, person.name());
            insert.setString(6, invitation.role());
            insert.executeUpdate();
        }
        return true;
    }

    private static List<TenantAccess> read(PreparedStatement select, String actor) throws SQLException {
        List<TenantAccess> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new TenantAccess(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        TenantState.of(rows.getString(4)),
                        Role.of(rows.getString(5)),
                        actor));
            }
        }
        return found;
    }
}
