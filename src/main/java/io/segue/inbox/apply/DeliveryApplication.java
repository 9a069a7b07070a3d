package io.segue.inbox.apply;

import io.quarkus.logging.Log;
import io.segue.inbox.InboxConfig;
import io.segue.inbox.PageHead.Kind;
import io.segue.inbox.PageReader;
import io.segue.inbox.PageReader.Forgotten;
import io.segue.inbox.PageReader.Rest;
import io.segue.inbox.observe.ApplyWatch;
import io.segue.platform.Database;
import io.segue.platform.DatabaseException;
import io.segue.platform.observe.Traced;
import io.segue.segment.ChangeCount;
import io.segue.segment.SegmentChange;
import io.segue.segment.SegmentSettledEvent;
import io.segue.segment.Segments;
import io.segue.segment.StagedChange;
import io.segue.segment.block.Blocked;
import io.segue.segment.block.Blocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * One application: the waiting deliveries of a segment, merged, in one transaction that also marks them applied. A page
 * of an older task than the newest one is late: what newer tasks said is then staged again behind it, so that the newest
 * word on each member stands, even where it changed nothing when it came. A replayed page is read at its old place, so
 * whatever came behind it is staged again too, its own task's later pages included.
 */
@ApplicationScoped
class DeliveryApplication {

    private final Database database;
    private final PageReader reader;
    private final Segments segments;
    private final InboxConfig config;
    private final Blocks blocks;
    private final Event<SegmentSettledEvent> settled;
    private final ApplyWatch watch;

    DeliveryApplication(
            Database database,
            PageReader reader,
            Segments segments,
            InboxConfig config,
            Blocks blocks,
            Event<SegmentSettledEvent> settled,
            ApplyWatch watch) {
        this.database = database;
        this.reader = reader;
        this.segments = segments;
        this.config = config;
        this.blocks = blocks;
        this.settled = settled;
        this.watch = watch;
    }

    private record Outcome(int applied, boolean hasMore) {

        static final Outcome NOTHING = new Outcome(0, false);
    }

    /** True when deliveries may still wait. */
    boolean applyWaiting(long tenant, long segment) {
        long start = System.nanoTime();
        Outcome outcome;
        try {
            outcome = apply(tenant, segment, config.mergedDeliveries(), first -> {});
        } catch (DatabaseException e) {
            if (!isAboutContent(e)) {
                throw e;
            }
            outcome = applyOneByOne(tenant, segment, e);
        }
        if (outcome.applied() > 0) {
            watch.applied(outcome.applied(), System.nanoTime() - start);
        }
        return outcome.hasMore();
    }

    private Outcome apply(long tenant, long segment, int most, LongConsumer first) {
        return database.inTenant(tenant, connection -> {
            DeliveryStore store = new DeliveryStore(connection, tenant, segment);
            if (!store.hasWaiting()) {
                return Outcome.NOTHING;
            }
            try (SegmentChange change = SegmentChange.begin(connection, tenant, segment, blocks)) {
                List<WaitingDelivery> waiting = store.waiting(most, config.mergedBytes());
                if (waiting.isEmpty()) {
                    return Outcome.NOTHING;
                }
                first.accept(waiting.get(0).id());
                List<Long> ids = waiting.stream().map(WaitingDelivery::id).toList();
                try (Traced work = watch.trace(connection, tenant, ids)) {
                    if (bringIn(store, change, connection, waiting)) {
                        settled.fire(new SegmentSettledEvent(connection, tenant, segment));
                    }
                    return new Outcome(waiting.size(), store.hasWaiting());
                }
            }
        });
    }

    /** True when syncs that follow Heap have something to do: a task is complete, or a replay changed members. */
    private boolean bringIn(
            DeliveryStore store, SegmentChange change, Connection connection, List<WaitingDelivery> waiting)
            throws SQLException {
        TaskLog tasks = new TaskLog(connection, store.tenant(), store.segment());
        List<WaitingDelivery> inOrder = tasks.order(waiting);
        WaitingDelivery first = inOrder.get(0);
        boolean isReplay = inOrder.stream().anyMatch(WaitingDelivery::isReplayed);
        List<WaitingDelivery> all = new ArrayList<>(inOrder);
        if (isReplay) {
            all.addAll(store.appliedBehind(first.taskOrder(), first.id()));
        } else if (first.taskOrder() < change.newestOrder()) {
            all.addAll(store.appliedBehind(first.taskOrder(), Long.MAX_VALUE));
        }
        all.sort(TaskLog.PLACE);
        for (WaitingDelivery delivery : all) {
            stage(store, change, delivery, change.beginDelivery(delivery.id()));
        }
        Map<Integer, ChangeCount> changed = change.finish();
        forget(store, change, all);
        boolean completed = tasks.countPages(inOrder);
        store.markApplied(all, changed, change.newestOrder());
        store.newestName(all).ifPresent(name -> segments.rename(connection, store.tenant(), store.segment(), name));
        return completed || (isReplay && !changed.isEmpty());
    }

    /** What may not come back is not kept in a body either. */
    private void forget(DeliveryStore store, SegmentChange change, List<WaitingDelivery> all) throws SQLException {
        if (change.leftOut().isEmpty()) {
            return;
        }
        List<WaitingDelivery> naming = change.leftOut().stream().map(all::get).toList();
        store.lockBodies(naming);
        for (WaitingDelivery delivery : naming) {
            forget(store, delivery, change::isBlocked, change.blocked());
        }
    }

    private void forget(
            DeliveryStore store, WaitingDelivery delivery, Predicate<StagedChange> isBlocked, Blocked blocked)
            throws SQLException {
        Optional<Rest> rest = reader.without(store.body(delivery), Forgotten.of(isBlocked, blocked::holds));
        if (rest.isPresent()) {
            store.keepOnly(delivery, rest.get());
        }
    }

    private void stage(DeliveryStore store, SegmentChange change, WaitingDelivery delivery, int ordinal)
            throws SQLException {
        change.hear(delivery.taskOrder());
        byte[] body = store.body(delivery);
        if (body.length == 0) {
            return;
        }
        if (reader.kindOf(delivery.action()) == Kind.DRAIN) {
            change.drain(ordinal, delivery.taskOrder());
        } else {
            reader.members(body, member -> change.stage(member, ordinal, delivery.taskOrder()));
            change.endDelivery();
        }
    }

    /** One delivery in the way must not stop those behind it: it is set aside with the reason. */
    private Outcome applyOneByOne(long tenant, long segment, DatabaseException first) {
        Log.warnf(
                "Applying deliveries to segment %d of tenant %d together failed (%s); going one by one, the bad one is set aside",
                segment, tenant, first.getMessage());
        AtomicLong tried = new AtomicLong();
        try {
            return apply(tenant, segment, 1, tried::set);
        } catch (DatabaseException e) {
            if (!isAboutContent(e)) {
                throw e;
            }
            database.doInTenant(tenant, connection -> {
                DeliveryStore store = new DeliveryStore(connection, tenant, segment);
                forget(connection, store, tried.get());
                store.setAside(
                        tried.get(),
                        "Applying the delivery: PostgreSQL does not take its content. Support can see why.");
            });
            return new Outcome(0, true);
        }
    }

    private void forget(Connection connection, DeliveryStore store, long setAside) throws SQLException {
        Blocked blocked = blocks.of(connection, store.tenant());
        Optional<WaitingDelivery> delivery = blocked.isNobody() ? Optional.empty() : store.find(setAside);
        if (delivery.isPresent()) {
            store.lockBodies(List.of(delivery.get()));
            forget(store, delivery.get(), member -> blocked.holds(member.memberId()), blocked);
        }
    }

    /** SQLSTATE class 22 is about the data itself; everything else passes or is ours. */
    private static boolean isAboutContent(DatabaseException e) {
        return e.getCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("22") || sql.getSQLState().equals("54000"));
    }
}
