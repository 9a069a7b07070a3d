package io.segue.dashboard;

import io.quarkus.logging.Log;
import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.dashboard.mail.InvitationMails;
import io.segue.platform.Database;
import io.segue.tenant.People;
import io.segue.tenant.People.Invitation;
import io.segue.tenant.People.Person;
import io.segue.tenant.Role;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/** What owners do with people: each change and its entry in the audit log happen together. */
@ApplicationScoped
public class PeopleDesk {

    private final Database database;
    private final People people;
    private final Audit audit;
    private final InvitationMails mails;

    PeopleDesk(Database database, People people, Audit audit, InvitationMails mails) {
        this.database = database;
        this.people = people;
        this.audit = audit;
        this.mails = mails;
    }

    /** Mailed once it is stored; an address that got a mail just now keeps that one. */
    public void invite(long tenant, String organisation, String email, Role role, String actor) {
        String address = email.strip();
        if (!address.contains("@")) {
            throw ProblemException.badRequest("Inviting: expected an e-mail address, got \"" + address + "\".");
        }
        if (people.members(tenant).stream()
                .anyMatch(person ->
                        person.email().filter(address::equalsIgnoreCase).isPresent())) {
            throw ProblemException.conflict(
                    "Inviting: " + address + " is in already. Change their role in the list instead.");
        }
        Invitation made = database.inTenant(tenant, connection -> {
            People.Invited invited = people.invite(connection, tenant, address, role, actor);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "invited a person",
                    address,
                    Change.of(invited.before().map(was -> "invited as " + was.word()), "invited as " + role.word()));
            return invited.invitation();
        });
        try {
            mails.send(tenant, organisation, made);
        } catch (ProblemException tooMany) {
            Log.infof("An invitation is stored and was not mailed: %s", tooMany.detail());
        }
    }

    /** Mails an invitation again, which gives it its whole life again. */
    public void sendAgain(long tenant, String organisation, long id, String actor) {
        Invitation renewed = database.inTenant(tenant, connection -> {
            Invitation found = people.renew(connection, tenant, id)
                    .orElseThrow(() -> ProblemException.notFound("this invitation"));
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "invited a person again",
                    found.called(),
                    Change.to("invited as " + found.role().word()));
            return found;
        });
        mails.send(tenant, organisation, renewed);
    }

    public void changeRole(long tenant, long id, Role to, String actor) {
        database.doInTenant(tenant, connection -> {
            Person before = people.changeRole(connection, tenant, id, to).orElseThrow(PeopleDesk::noPerson);
            if (before.role() != to) {
                Change change = Change.of(before.role().word(), to.word());
                audit.write(connection, tenant, actor, "changed a role", before.called(), change);
            }
        });
    }

    public Person remove(long tenant, long id, String actor) {
        return database.inTenant(tenant, connection -> {
            Person before = people.remove(connection, tenant, id).orElseThrow(PeopleDesk::noPerson);
            Change change = Change.of(before.role().word(), "not a member");
            audit.write(connection, tenant, actor, "removed a person", before.called(), change);
            return before;
        });
    }

    public void withdraw(long tenant, long id, String actor) {
        database.doInTenant(tenant, connection -> {
            Invitation before = people.withdraw(connection, tenant, id)
                    .orElseThrow(() -> ProblemException.notFound("this invitation"));
            Change change = Change.of("invited as " + before.role().word(), "not invited");
            audit.write(connection, tenant, actor, "withdrew an invitation", before.called(), change);
        });
    }

    private static ProblemException noPerson() {
        return ProblemException.notFound("this person");
    }
}
