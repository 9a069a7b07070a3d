package io.segue.platform.retention;

import io.segue.platform.Database;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A table that is divided by UTC day: days are made ahead, and old ones are dropped as a whole, which costs nothing however
 * much is in them. For the role {@link Database.Role#WORKER}.
 */
public record DayPartitions(String table) {

    private static final int DAYS_AHEAD = 8;

    /** Made late if need be: what was written meanwhile lies beside the days, and would never be dropped. */
    private static final int DAYS_BEHIND = 2;

    public void makeAhead(Connection connection, LocalDate today) throws SQLException {
        try (PreparedStatement make = connection.prepareStatement("select make_day_partitions(?, ?, ?)")) {
            make.setString(1, table);
            make.setDate(2, Date.valueOf(today.minusDays(DAYS_BEHIND)));
            make.setInt(3, DAYS_BEHIND + DAYS_AHEAD);
            make.execute();
        }
    }

    /** Drops the days of which nothing is younger than that; returns how many. */
    public int dropBefore(Connection connection, Instant instant) throws SQLException {
        try (PreparedStatement drop = connection.prepareStatement("select drop_day_partitions(?, ?)")) {
            drop.setString(1, table);
            drop.setDate(2, Date.valueOf(LocalDate.ofInstant(instant, ZoneOffset.UTC)));
            try (ResultSet rows = drop.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
