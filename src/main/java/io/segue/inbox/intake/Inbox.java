package io.segue.inbox.intake;

import io.segue.inbox.ClockSkew;
import io.segue.inbox.PageHead;
import io.segue.inbox.PageReader;
import io.segue.inbox.UnreadablePageException;
import io.segue.inbox.apply.Applier;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.hook.HookNotes;
import io.segue.platform.Database;
import io.segue.platform.Tokens;
import io.segue.platform.observe.Traces;
import io.segue.segment.Segments;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Takes genuine deliveries: when {@link #receive} returns, the delivery is durable, and only then. */
@ApplicationScoped
public class Inbox {

    private final Database database;
    private final PageReader reader;
    private final Segments segments;
    private final Applier applier;
    private final HookNotes notes;
    private final AccountGuard accounts;
    private final Traces traces;
    private final Rests rests;
    private final Clock clock;

    Inbox(
            Database database,
            PageReader reader,
            Segments segments,
            Applier applier,
            HookNotes notes,
            AccountGuard accounts,
            Traces traces,
            Rests rests,
            Clock clock) {
        this.database = database;
        this.reader = reader;
        this.segments = segments;
        this.applier = applier;
        this.notes = notes;
        this.accounts = accounts;
        this.traces = traces;
        this.rests = rests;
        this.clock = clock;
    }

    /**
     * Stores one delivery whose signature was right; only one of another Heap account is not.
     *
     * @param stale whether its signature is outside the tenant's window
     * @throws UnreadablePageException when the body is not exactly one JSON object; nothing is stored then
     */
    public Receipt receive(HookAccess hook, byte[] body, Instant signedAt, boolean stale)
            throws UnreadablePageException {
        PageHead head = reader.head(body);
        if (!accounts.admits(hook, head, stale)) {
            return Receipt.OTHER_ACCOUNT;
        }
        NewDelivery delivery = new NewDelivery(
                hook.tenant(), clock.instant(), signedAt, head, body, Tokens.sha256(body), traces.parent());
        if (head.fault().isPresent()) {
            return store(delivery, hook, stale ? Receipt.STALE : Receipt.UNUSABLE);
        }
        long segment = segments.idOf(
                hook.tenant(), delivery.heapSegmentId(), head.segmentName().orElse(delivery.heapSegmentId()));
        Receipt receipt = store(delivery.ofSegment(segment), hook, stale ? Receipt.STALE : Receipt.STORED);
        if (receipt == Receipt.STORED) {
            applier.wake(hook.tenant(), segment);
        }
        if (receipt != Receipt.STALE) {
            // What is refused is no call that came through: set up would take it for done.
            notes.called(hook);
        }
        return receipt;
    }

    private Receipt store(NewDelivery delivery, HookAccess hook, Receipt wanted) {
        return database.inTenant(delivery.tenant(), connection -> store(connection, delivery, hook, wanted));
    }

    private Receipt store(Connection connection, NewDelivery delivery, HookAccess hook, Receipt wanted)
            throws java.sql.SQLException {
        DeliverySql sql = new DeliverySql(connection, delivery);
        if (wanted == Receipt.UNUSABLE) {
            sql.insert(
                    rests.of(connection, delivery), "unusable", delivery.head().fault());
            return Receipt.UNUSABLE;
        }
        if (wanted == Receipt.STALE) {
            if (isCountedAsDuplicate(sql)) {
                return Receipt.DUPLICATE;
            }
            if (!sql.countStaleAgain()) {
                ClockSkew skew = new ClockSkew(delivery.signedAt(), delivery.receivedAt());
                sql.insert(rests.of(connection, delivery), "stale", Optional.of(skew.explain(hook.window())));
            }
            return Receipt.STALE;
        }
        if (sql.claimKey()) {
            // What may not be kept is taken out when it is applied.
            sql.insert(delivery.body(), "waiting", Optional.empty());
            return Receipt.STORED;
        }
        if (isCountedAsDuplicate(sql)) {
            return Receipt.DUPLICATE;
        }
        sql.insert(
                rests.of(connection, delivery),
                "conflict",
                Optional.of("Page " + delivery.page() + " of this task was received before with another"
                        + " content. It was stored and not applied: look at both, and have Heap send the segment again if"
                        + " the one that was applied is wrong."));
        return Receipt.CONFLICT;
    }

    private static boolean isCountedAsDuplicate(DeliverySql sql) throws java.sql.SQLException {
        Optional<DeliverySql.Original> same = sql.original().filter(sql::isSameContent);
        if (same.isPresent()) {
            sql.countDuplicate(same.get());
        }
        return same.isPresent();
    }
}
