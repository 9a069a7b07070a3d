package io.segue.inbox.intake;

import io.segue.inbox.ClockSkew;
import io.segue.inbox.hook.HookAccess;
import io.segue.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The durable log of deliveries, as they come in. */
@ApplicationScoped
class DeliveryLog {

    private final Database database;
    private final Rests rests;

    DeliveryLog(Database database, Rests rests) {
        this.database = database;
        this.rests = rests;
    }

    /** In one transaction. Returns what became of it: a page that is there already is counted, not stored again. */
    Receipt store(NewDelivery delivery, HookAccess hook, Receipt wanted) {
        return database.inTenant(delivery.tenant(), connection -> store(connection, delivery, hook, wanted));
    }

    /** For a page of another Heap account, which it names; empty when an owner has accepted that account meanwhile. */
    Optional<Receipt> setAside(NewDelivery delivery) {
        OtherAccount other = delivery.other().orElseThrow();
        return database.inTenant(delivery.tenant(), connection -> {
            DeliverySql sql = new DeliverySql(connection, delivery);
            if (sql.isAcceptedNow(other)) {
                return Optional.empty();
            }
            if (isCountedAsDuplicate(sql)) {
                return Optional.of(Receipt.DUPLICATE);
            }
            if (!sql.countForeignAgain()) {
                sql.insert(rests.of(connection, delivery), "foreign", Optional.of(other.explain()));
            }
            return Optional.of(Receipt.FOREIGN);
        });
    }

    private Receipt store(Connection connection, NewDelivery delivery, HookAccess hook, Receipt wanted)
            throws SQLException {
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

    private static boolean isCountedAsDuplicate(DeliverySql sql) throws SQLException {
        Optional<DeliverySql.Original> same = sql.original().filter(sql::isSameContent);
        if (same.isPresent()) {
            sql.countDuplicate(same.get());
        }
        return same.isPresent();
    }
}
