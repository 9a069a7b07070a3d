package io.segue.sync.member;

import io.segue.connection.Connections;
import io.segue.connection.TargetAccount;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.sync.pace.Enquiries;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks another LaunchDarkly. */
@ApplicationScoped
public class TestingMembershipChecks {

    private final Database database;
    private final Connections connections;
    private final Enquiries enquiries;
    private final OpaqueIds ids;

    TestingMembershipChecks(Database database, Connections connections, Enquiries enquiries, OpaqueIds ids) {
        this.database = database;
        this.connections = connections;
        this.enquiries = enquiries;
        this.ids = ids;
    }

    public MembershipChecks with(TargetAccount account) {
        return new MembershipChecks(database, connections, account, enquiries, ids);
    }
}
