package io.segue.sync.watch;

import io.segue.audit.Audit;
import io.segue.connection.ConnectionAccess;
import io.segue.connection.Connections;
import io.segue.connection.VendorException;
import io.segue.connection.contents.StoredSegment;
import io.segue.connection.contents.TargetContents;
import io.segue.platform.Database;
import io.segue.platform.SealBrokenException;
import io.segue.platform.Select;
import io.segue.sync.SyncDueEvent;
import io.segue.sync.Syncs;
import io.segue.sync.doubt.Doubts;
import io.segue.sync.pace.Enquiries;
import io.segue.sync.watch.DueLooks.Look;
import io.segue.sync.watch.DueLooks.Start;
import io.segue.sync.watch.Sight.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Looks at segments in LaunchDarkly; one that was deleted there is sent whole again. */
@ApplicationScoped
class SegmentWatch {

    /** Others wait for their looks behind this one. */
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration WHEN_IT_DOES_NOT_SAY = Duration.ofMinutes(10);
    private static final Duration WHEN_IT_MUST_NOT_BE_SEEN = Duration.ofDays(1);

    private static final String NOT_VISIBLE =
            "LaunchDarkly shows no such segment to this access token, so that we would not"
                    + " notice if it were deleted there.";

    private final Database database;
    private final DueLooks dueLooks;
    private final Connections connections;
    private final TargetContents contents;
    private final Enquiries enquiries;
    private final Doubts doubts;
    private final Audit audit;
    private final Event<SyncDueEvent> due;

    SegmentWatch(
            Database database,
            DueLooks dueLooks,
            Connections connections,
            TargetContents contents,
            Enquiries enquiries,
            Doubts doubts,
            Audit audit,
            Event<SyncDueEvent> due) {
        this.database = database;
        this.dueLooks = dueLooks;
        this.connections = connections;
        this.contents = contents;
        this.enquiries = enquiries;
        this.doubts = doubts;
        this.audit = audit;
        this.due = due;
    }

    /**
     * What a look leaves behind.
     *
     * @param created when the segment was made that was seen last
     * @param isThere whether it still is, as far as is known
     */
    private record Note(
            OptionalLong created, boolean isThere, OptionalLong members, int inVain, String failure, Duration next) {}

    /**
     * Returns false when LaunchDarkly did not say.
     *
     * @param next how long until the next look, when all is well
     */
    boolean look(Look look, Duration next) {
        Optional<Start> start = dueLooks.start(look);
        Optional<ConnectionAccess> access = open(look);
        if (start.isEmpty() || access.isEmpty()) {
            fail(look, "There was nothing to look at yet.", WHEN_IT_MUST_NOT_BE_SEEN);
            return true;
        }
        try {
            Optional<StoredSegment> found = enquiries.ask(
                    access.get(),
                    MOST_WAIT,
                    () -> contents.find(start.get().place(), access.get().accessToken()));
            judge(look, start.get().sight(), found, next);
            return true;
        } catch (VendorException e) {
            return switch (e.failure().kind()) {
                case CREDENTIALS_REFUSED, NOT_FOUND, REJECTED -> {
                    fail(look, e.failure().message(), WHEN_IT_MUST_NOT_BE_SEEN);
                    yield true;
                }
                case CONFLICT, RATE_LIMITED, UNAVAILABLE -> {
                    fail(look, e.failure().message(), WHEN_IT_DOES_NOT_SAY);
                    yield false;
                }
            };
        }
    }

    private Optional<ConnectionAccess> open(Look look) {
        try {
            return connections.open(look.tenant(), look.connection());
        } catch (SealBrokenException e) {
            return Optional.empty();
        }
    }

    private void judge(Look look, Sight before, Optional<StoredSegment> found, Duration next) {
        Finding finding = before.judge(found);
        database.doInTenant(look.tenant(), connection -> {
            write(connection, look, note(finding, before, found, next));
            if (finding == Finding.LOST) {
                doubts.lost(connection, look.tenant(), look.sync());
                audit.write(
                        connection,
                        look.tenant(),
                        "Segue",
                        "noticed that LaunchDarkly lost a segment",
                        Syncs.called(connection, look.tenant(), look.sync()),
                        found.isPresent()
                                ? "it was deleted there and made anew; everything is sent again"
                                : "it was deleted there; everything is sent again");
            }
            if ((finding == Finding.LOST || finding == Finding.MADE_ANEW) && found.isPresent()) {
                // Only a younger segment proves that the old one is gone with its members; one that is not found may be
                // hidden from this token: so long as none was seen, removals that wait for a person go on waiting.
                doubts.gone(connection, look.tenant(), look.sync(), found.get().created());
            }
        });
        if (finding == Finding.LOST || finding == Finding.MADE_ANEW) {
            due.fire(new SyncDueEvent());
        }
    }

    private static Note note(Finding finding, Sight before, Optional<StoredSegment> found, Duration next) {
        // What was seen once is remembered: by its age the next one is known to be another.
        OptionalLong created = found.map(is -> OptionalLong.of(is.created())).orElse(before.created());
        OptionalLong members = found.map(StoredSegment::members).orElse(OptionalLong.empty());
        return switch (finding) {
            case THERE, MADE_ANEW -> new Note(created, true, members, 0, "", next);
            case LOST ->
                new Note(created, found.isPresent(), members, found.isPresent() ? 0 : before.inVain() + 1, "", next);
            case MISSED -> new Note(created, true, members, before.inVain() + 1, "", SOON);
            case NOT_VISIBLE -> new Note(created, false, members, before.inVain(), NOT_VISIBLE, next);
        };
    }

    /** A segment that is synced once is looked at after that, not for ever. */
    private static void write(Connection connection, Look look, Note note) throws SQLException {
        new Select(
                        """
                update sync set looked_at = now(), look_failure = nullif(?, ''), looks_in_vain = ?, target_created = case when ? then ?::bigint end, last_created = ?::bigint,
                       target_count = ?::bigint,
                       look_at = case when mode = 'recurring' or ? then now() + ? * interval '1 second' end
                 where tenant_id = ? and id = ? returning id""",
                        note.failure(),
                        note.inVain(),
                        note.isThere(),
                        boxed(note.created()),
                        boxed(note.created()),
                        boxed(note.members()),
                        note.next().equals(SOON),
                        note.next().toSeconds(),
                        look.tenant(),
                        look.sync())
                .first(connection, row -> row.getLong(1));
    }

    private void fail(Look look, String why, Duration next) {
        database.doInTenant(
                look.tenant(),
                connection -> new Select("""
                update sync set look_failure = ?, look_at = now() + ? * interval '1 second'
                 where tenant_id = ? and id = ? returning id""", why, next.toSeconds(), look.tenant(), look.sync())
                        .first(connection, row -> row.getLong(1)));
    }

    private static @Nullable Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
