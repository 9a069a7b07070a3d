package io.segue.audit;

import io.segue.tenant.Memberships.JoinedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Writes down who came in by an invitation. */
@ApplicationScoped
class JoinEntries {

    private final Audit audit;

    JoinEntries(Audit audit) {
        this.audit = audit;
    }

    void write(@Observes JoinedEvent joined) {
        String name = joined.person().name();
        audit.write(
                joined.connection(),
                joined.tenant(),
                name,
                "joined",
                joined.person().verifiedEmail().orElse(name),
                Change.of("invited", joined.role().word()));
    }
}
