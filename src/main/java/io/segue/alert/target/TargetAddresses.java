package io.segue.alert.target;

import io.segue.alert.TargetKind;
import io.segue.platform.Secret;
import io.segue.platform.outbound.AddressCheck;
import io.segue.platform.outbound.RefusedAddressException;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/** Where targets are reached: checked before it is kept, and given another one. */
@ApplicationScoped
class TargetAddresses {

    private final AddressCheck addresses;
    private final TargetSecrets secrets;
    private final StoredTargets stored;

    TargetAddresses(AddressCheck addresses, TargetSecrets secrets, StoredTargets stored) {
        this.addresses = addresses;
        this.secrets = secrets;
        this.stored = stored;
    }

    /** Looks the host up: not within a transaction. */
    void check(TargetKind kind, Secret address) {
        if (kind != TargetKind.SLACK && kind != TargetKind.WEBHOOK) {
            return;
        }
        try {
            addresses.check(address.value());
        } catch (RefusedAddressException e) {
            throw new ProblemException(
                    ErrorCode.ALERT_TARGET_REFUSED,
                    400,
                    "This address is not called",
                    "Saving a target of alerts: expected a URL on the open internet that begins with https://, but "
                            + e.why() + ".");
        }
    }

    /** Returns whether it is another one than before. */
    boolean move(Connection connection, long tenant, Target target, TargetChange change) throws SQLException {
        OpenTarget before = secrets.open(connection, tenant, target.number()).orElseThrow();
        NewTarget after = new NewTarget(
                target.kind(),
                target.name(),
                change.address().orElse(before.address()),
                target.leastLevel(),
                target.events(),
                change.isEu().orElse(before.isEu()));
        boolean isSame = after.address().equals(before.address())
                && (target.kind() != TargetKind.PAGERDUTY || after.isEu() == before.isEu());
        if (!isSame) {
            secrets.sealAddress(connection, tenant, target.number(), after.address());
            stored.move(connection, tenant, target.number(), after);
        }
        return !isSame;
    }
}
