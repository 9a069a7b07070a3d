package io.segue.inbox.intake;

import io.segue.inbox.PageReader;
import io.segue.inbox.PageReader.Forgotten;
import io.segue.inbox.PageReader.Rest;
import io.segue.platform.Select;
import io.segue.segment.block.Blocked;
import io.segue.segment.block.Blocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/** What may be kept of a body that is not applied by itself: nothing of people who were erased. */
@ApplicationScoped
class Rests {

    private final Blocks blocks;
    private final PageReader reader;

    Rests(Blocks blocks, PageReader reader) {
        this.blocks = blocks;
        this.reader = reader;
    }

    byte[] of(Connection connection, NewDelivery delivery) throws SQLException {
        // A number of its own makes an erasure wait for this transaction, should it not see the erasure's block.
        new Select("select pg_current_xact_id()").first(connection, row -> true);
        Blocked blocked = blocks.of(connection, delivery.tenant());
        return blocked.isNobody()
                ? delivery.body()
                : reader.without(
                                delivery.body(),
                                Forgotten.of(member -> blocked.holds(member.memberId()), blocked::holds))
                        .map(Rest::body)
                        .orElse(delivery.body());
    }
}
