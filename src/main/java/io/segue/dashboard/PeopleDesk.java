package io.segue.dashboard;

import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.tenant.People;
import io.segue.tenant.People.Invitation;
import io.segue.tenant.People.Person;
import io.segue.tenant.Role;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What owners do with people: each change and its entry in the audit log happen together. */
@ApplicationScoped
class PeopleDesk {

    private final Database database;
    private final People people;
    private final Audit audit;

    PeopleDesk(Database database, People people, Audit audit) {
        this.database = database;
        this.people = people;
        this.audit = audit;
    }

    void invite(long tenant, String email, Role role, String actor) {
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
        database.doInTenant(tenant, connection -> {
            Optional<Role> before = People.invite(connection, tenant, address, role);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "invited a person",
                    address,
                    before.map(was -> "before: invited as " + was.word() + "; after: ")
                                    .orElse("") + "invited as " + role.word());
        });
    }

    void changeRole(long tenant, long id, Role to, String actor) {
        database.doInTenant(tenant, connection -> {
            Person before = people.changeRole(connection, tenant, id, to).orElseThrow(PeopleDesk::noPerson);
            if (before.role() != to) {
                String detail = "before: " + before.role().word() + "; after: " + to.word();
                audit.write(connection, tenant, actor, "changed a role", before.called(), detail);
            }
        });
    }

    Person remove(long tenant, long id, String actor) {
        return database.inTenant(tenant, connection -> {
            Person before = people.remove(connection, tenant, id).orElseThrow(PeopleDesk::noPerson);
            String detail = "before: " + before.role().word() + "; after: not a member";
            audit.write(connection, tenant, actor, "removed a person", before.called(), detail);
            return before;
        });
    }

    void withdraw(long tenant, long id, String actor) {
        database.doInTenant(tenant, connection -> {
            Invitation before = people.withdraw(connection, tenant, id)
                    .orElseThrow(() -> ProblemException.notFound("this invitation"));
            String detail = "before: invited as " + before.role().word() + "; after: not invited";
            audit.write(connection, tenant, actor, "withdrew an invitation", before.called(), detail);
        });
    }

    private static ProblemException noPerson() {
        return ProblemException.notFound("this person");
    }
}
