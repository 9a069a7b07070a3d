package io.segue.alert.target;

import io.segue.alert.AlertConfig;
import io.segue.alert.TargetKind;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** What is secret of targets: sealed for its row, and opened for one call. */
@ApplicationScoped
public class TargetSecrets {

    private final Sealer sealer;
    private final AlertConfig config;
    private final Clock clock;

    TargetSecrets(Sealer sealer, AlertConfig config, Clock clock) {
        this.sealer = sealer;
        this.config = config;
        this.clock = clock;
    }

    /** With its secrets, for a call; empty when it was removed, or is of a kind that only a newer version has. */
    public Optional<OpenTarget> open(Connection connection, long tenant, long number) throws SQLException {
        return new Select("""
                select kind, name, region, sealed_address, sealed_secret,
                       case when previous_secret_until > ? then sealed_previous_secret end as sealed_before
                  from alert_target where tenant_id = ? and id = ? and removed_at is null and kind = any(?)""", Timestamp.from(clock.instant()), tenant, number, TargetKind.words())
                .first(
                        connection,
                        row -> new OpenTarget(
                                TargetKind.find(row.getString("kind")).orElseThrow(),
                                row.getString("name"),
                                open(row, "sealed_address", TargetSeals.ofAddress(tenant, number))
                                        .orElseThrow(),
                                "eu".equals(row.getString("region")),
                                Stream.of(
                                                open(row, "sealed_secret", TargetSeals.ofSecret(tenant, number)),
                                                open(
                                                        row,
                                                        "sealed_before",
                                                        TargetSeals.ofPreviousSecret(tenant, number)))
                                        .flatMap(Optional::stream)
                                        .toList()));
    }

    void seal(Connection connection, long tenant, long number, Secret address, Optional<Secret> signing)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update alert_target set sealed_address = ?, sealed_secret = ?, secret_last_four = ?
                 where tenant_id = ? and id = ?""")) {
            update.setBytes(1, sealer.seal(address, TargetSeals.ofAddress(tenant, number)));
            update.setBytes(
                    2,
                    signing.map(secret -> sealer.seal(secret, TargetSeals.ofSecret(tenant, number)))
                            .orElse(null));
            update.setString(3, signing.map(Secret::lastFour).orElse(null));
            update.setLong(4, tenant);
            update.setLong(5, number);
            update.executeUpdate();
        }
    }

    void sealAddress(Connection connection, long tenant, long number, Secret address) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update alert_target set sealed_address = ? where tenant_id = ? and id = ?")) {
            update.setBytes(1, sealer.seal(address, TargetSeals.ofAddress(tenant, number)));
            update.setLong(2, tenant);
            update.setLong(3, number);
            update.executeUpdate();
        }
    }

    /** The one before signs beside it for the overlap. */
    Secret rotate(Connection connection, long tenant, long number) throws SQLException {
        Secret before = new Select(
                        "select sealed_secret from alert_target where tenant_id = ? and id = ?", tenant, number)
                .first(connection, row -> open(row, "sealed_secret", TargetSeals.ofSecret(tenant, number)))
                .flatMap(found -> found)
                .orElseThrow();
        Secret made = SigningSecrets.make();
        try (PreparedStatement update = connection.prepareStatement("""
                update alert_target set sealed_secret = ?, secret_last_four = ?, sealed_previous_secret = ?,
                       previous_secret_until = ? where tenant_id = ? and id = ?""")) {
            update.setBytes(1, sealer.seal(made, TargetSeals.ofSecret(tenant, number)));
            update.setString(2, made.lastFour());
            update.setBytes(3, sealer.seal(before, TargetSeals.ofPreviousSecret(tenant, number)));
            update.setTimestamp(4, Timestamp.from(clock.instant().plus(config.overlap())));
            update.setLong(5, tenant);
            update.setLong(6, number);
            update.executeUpdate();
        }
        return made;
    }

    private Optional<Secret> open(ResultSet row, String column, SealPurpose purpose) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).map(bytes -> sealer.open(bytes, purpose));
    }
}
