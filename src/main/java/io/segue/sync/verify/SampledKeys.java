package io.segue.sync.verify;

import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import io.segue.sync.verify.VerificationStore.Start;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Which keys a sample asks for: spread evenly over what we believe LaunchDarkly to hold, and some that left lately. */
@ApplicationScoped
class SampledKeys {

    /** One of so many is of somebody who left. */
    private static final int SHARE_OF_LEAVERS = 5;

    private static final int LEAVERS_LOOKED_AT = 10_000;

    /** What should be in doubt, or under way, is no belief. */
    private static final String CERTAIN = """
             from delivered_key d where d.tenant_id = ? and d.sync_id = ? and d.batch >= ?
                and not exists (select from open_batch o where o.tenant_id = d.tenant_id and o.sync_id = d.sync_id
                                   and o.batch = d.batch)""";

    private final Database database;

    SampledKeys(Database database) {
        this.database = database;
    }

    /** A key, and whether LaunchDarkly should hold it: the batch that brought it tells if that changes. */
    record Expected(String key, boolean isHeld, long batch) {}

    List<Expected> choose(VerificationClaim claim, Start start) {
        return database.inTenant(claim.tenant(), connection -> {
            List<Expected> leavers = leavers(connection, claim, start);
            List<Expected> chosen = new ArrayList<>(held(connection, claim, start, start.wanted() - leavers.size()));
            chosen.addAll(leavers);
            return chosen;
        });
    }

    /** Empty when we no longer believe it, or what we believe is of another call by now. */
    Optional<Expected> again(VerificationClaim claim, Start start, Expected before) {
        return database.inTenant(claim.tenant(), connection -> {
            Optional<Long> batch = new Select(
                            "select batch from delivered_key where tenant_id = ? and sync_id = ? and key = ?",
                            claim.tenant(),
                            claim.sync(),
                            before.key())
                    .first(connection, row -> row.getLong(1));
            boolean isSame =
                    before.isHeld() ? batch.filter(is -> is == before.batch()).isPresent() : batch.isEmpty();
            return isSame ? Optional.of(before) : Optional.empty();
        });
    }

    /** Every n-th in key order, from a random one on. */
    private static List<Expected> held(Connection connection, VerificationClaim claim, Start start, int most)
            throws SQLException {
        long all = new Select("select count(*) " + CERTAIN, claim.tenant(), claim.sync(), start.doubtBelow())
                .first(connection, row -> row.getLong(1))
                .orElse(0L);
        long step = Math.max(1, all / Math.max(1, most));
        long from = ThreadLocalRandom.current().nextLong(step);
        return new Select(
                        "select key, batch from (select d.key, d.batch, row_number() over (order by d.key) as n "
                                + CERTAIN + ") k where mod(n, ?) = ? order by key limit ?",
                        claim.tenant(),
                        claim.sync(),
                        start.doubtBelow(),
                        step,
                        from,
                        most)
                .list(connection, row -> new Expected(row.getString(1), true, row.getLong(2)));
    }

    /** Some of those who left last, and whom nobody holds any more. */
    static List<Expected> leavers(Connection connection, VerificationClaim claim, Start start) throws SQLException {
        IndexOrder.preferForLookUps(connection);
        String column = start.keyField().equals("id") ? "member_id" : "key";
        return new Select(
                        """
                select distinct m.COLUMN from (select * from segment_member where tenant_id = ? and segment_id = ?
                         order by seq desc limit ?) m
                 where not m.present and m.COLUMN is not null
                   and (select true from delivered_key d
                         where d.tenant_id = m.tenant_id and d.sync_id = ? and d.key >= m.COLUMN and d.key <= m.COLUMN
                         order by d.key limit 1) is null
                   and (select true from segment_member o
                         where o.tenant_id = m.tenant_id and o.segment_id = m.segment_id and o.present
                           and o.COLUMN >= m.COLUMN and o.COLUMN <= m.COLUMN order by o.COLUMN limit 1) is null
                 limit ?""".replace("COLUMN", column),
                        claim.tenant(),
                        start.segment(),
                        LEAVERS_LOOKED_AT,
                        claim.sync(),
                        start.wanted() / SHARE_OF_LEAVERS)
                .list(connection, row -> new Expected(row.getString(1), false, 0));
    }
}
