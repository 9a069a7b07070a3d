package io.segue.sync.watch;

import io.segue.audit.Audit;
import io.segue.connection.Connections;
import io.segue.platform.Database;
import io.segue.sync.SyncDueEvent;
import io.segue.sync.TestingContents;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.doubt.Doubts;
import io.segue.sync.pace.Enquiries;
import io.segue.sync.watch.DueLooks.Look;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;

/** Looks at segments as the job does, in contents of a test's own. */
@ApplicationScoped
class TestingWatch {

    private final Database database;
    private final DueLooks dueLooks;
    private final Connections connections;
    private final Enquiries enquiries;
    private final Doubts doubts;
    private final Audit audit;
    private final Event<SyncDueEvent> due;

    TestingWatch(
            Database database,
            DueLooks dueLooks,
            Connections connections,
            Enquiries enquiries,
            Doubts doubts,
            Audit audit,
            Event<SyncDueEvent> due) {
        this.database = database;
        this.dueLooks = dueLooks;
        this.connections = connections;
        this.enquiries = enquiries;
        this.doubts = doubts;
        this.audit = audit;
        this.due = due;
    }

    SegmentWatch of(TestingContents contents) {
        return new SegmentWatch(database, dueLooks, connections, contents, enquiries, doubts, audit, due);
    }

    void look(TestingContents contents, Ordered sync) {
        of(contents).look(new Look(sync.tenant(), sync.sync(), sync.place().connection()), Duration.ofHours(1));
    }
}
