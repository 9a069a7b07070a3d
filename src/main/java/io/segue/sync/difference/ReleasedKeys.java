package io.segue.sync.difference;

import io.segue.sync.claim.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Keys that members gave up for others, kept for the syncs whose runs have not seen it yet. */
public record ReleasedKeys(Claim claim) {

    /** Those that every sync of the segment has passed are needed no more. */
    public void purge(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from released_key where tenant_id = ? and segment_id = ? and seq <=
                       (select min(delivered_seq) from sync where tenant_id = ? and segment_id = ? and mode <> 'off')""")) {
            delete.setLong(1, claim.tenant());
            delete.setLong(2, claim.segment());
            delete.setLong(3, claim.tenant());
            delete.setLong(4, claim.segment());
            delete.executeUpdate();
        }
    }
}
