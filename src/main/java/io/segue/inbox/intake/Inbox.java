package io.segue.inbox.intake;

import io.segue.inbox.PageHead;
import io.segue.inbox.PageReader;
import io.segue.inbox.UnreadablePageException;
import io.segue.inbox.apply.Applier;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.hook.HookNotes;
import io.segue.platform.Tokens;
import io.segue.platform.observe.Traces;
import io.segue.segment.Segments;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Takes genuine deliveries: when {@link #receive} returns, the delivery is durable, and only then. */
@ApplicationScoped
public class Inbox {

    private final PageReader reader;
    private final Segments segments;
    private final Applier applier;
    private final HookNotes notes;
    private final AccountGuard accounts;
    private final Traces traces;
    private final DeliveryLog log;
    private final Clock clock;

    Inbox(
            PageReader reader,
            Segments segments,
            Applier applier,
            HookNotes notes,
            AccountGuard accounts,
            Traces traces,
            DeliveryLog log,
            Clock clock) {
        this.reader = reader;
        this.segments = segments;
        this.applier = applier;
        this.notes = notes;
        this.accounts = accounts;
        this.traces = traces;
        this.log = log;
        this.clock = clock;
    }

    /** A body that was understood. */
    public record Page(PageHead head, byte[] body, byte[] digest) {}

    /**
     * Asks no database.
     *
     * @throws UnreadablePageException when the body is not exactly one JSON object
     */
    public Page read(byte[] body) throws UnreadablePageException {
        return new Page(reader.head(body), body, Tokens.sha256(body));
    }

    /** Reads and stores one delivery. */
    public Receipt receive(HookAccess hook, byte[] body, Instant signedAt, boolean stale)
            throws UnreadablePageException {
        return receive(hook, read(body), signedAt, stale);
    }

    /**
     * Stores one delivery whose signature was right.
     *
     * @param stale whether its signature is outside the tenant's window
     */
    public Receipt receive(HookAccess hook, Page page, Instant signedAt, boolean stale) {
        PageHead head = page.head();
        NewDelivery delivery = new NewDelivery(
                hook.tenant(),
                clock.instant(),
                signedAt,
                head,
                page.body(),
                page.digest(),
                traces.parent(),
                accounts.other(hook, head, stale));
        if (head.fault().isPresent()) {
            return log.store(delivery, hook, stale ? Receipt.STALE : Receipt.UNUSABLE);
        }
        if (delivery.other().isPresent()) {
            // No segment is made of it: nobody has said yet that it is one of this tenant's.
            Optional<Receipt> aside =
                    stale ? Optional.of(log.store(delivery, hook, Receipt.STALE)) : log.setAside(delivery);
            if (aside.isPresent()) {
                return aside.get();
            }
        }
        long segment = segments.idOf(
                hook.tenant(), delivery.heapSegmentId(), head.segmentName().orElse(delivery.heapSegmentId()));
        Receipt receipt = log.store(delivery.ofSegment(segment), hook, stale ? Receipt.STALE : Receipt.STORED);
        if (receipt == Receipt.STORED) {
            applier.wake(hook.tenant(), segment);
        }
        if (receipt != Receipt.STALE) {
            // What is refused is no call that came through: set up would take it for done.
            notes.called(hook);
        }
        return receipt;
    }
}
