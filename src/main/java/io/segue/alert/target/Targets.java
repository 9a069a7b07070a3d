package io.segue.alert.target;

import io.segue.alert.AlertConfig;
import io.segue.alert.TargetKind;
import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import io.segue.platform.UniqueViolation;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A tenant's targets: made, changed, given another secret, removed. */
@ApplicationScoped
public class Targets {

    private final Database database;
    private final StoredTargets stored;
    private final TargetAddresses addresses;
    private final TargetSecrets secrets;
    private final OpaqueIds ids;
    private final Audit audit;
    private final AlertConfig config;
    private final Clock clock;

    Targets(
            Database database,
            StoredTargets stored,
            TargetAddresses addresses,
            TargetSecrets secrets,
            OpaqueIds ids,
            Audit audit,
            AlertConfig config,
            Clock clock) {
        this.database = database;
        this.stored = stored;
        this.addresses = addresses;
        this.secrets = secrets;
        this.ids = ids;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** A new target, with the secret of a signed webhook for the only time. */
    public record Made(Target target, Optional<Secret> secret) {}

    public List<Target> list(long tenant) {
        return database.inTenant(tenant, connection -> stored.all(connection, tenant));
    }

    /** By opaque id; another tenant's is as unknown as one that never was. */
    public Target get(long tenant, String id) {
        long number = number(id);
        return database.inTenant(tenant, connection -> get(connection, tenant, number));
    }

    public Made create(long tenant, NewTarget wanted, String actor) {
        addresses.check(wanted.kind(), wanted.address());
        return naming(
                wanted.name(),
                () -> database.inTenant(tenant, connection -> create(connection, tenant, wanted, actor)));
    }

    /** What waits for a target that has another address goes to that one. */
    public Target change(long tenant, String id, TargetChange wanted, String actor) {
        return store(tenant, id, checked(tenant, id, wanted), actor);
    }

    /** Looks another address up, which may take long: nothing is to be held meanwhile. */
    public TargetChange checked(long tenant, String id, TargetChange wanted) {
        return wanted.address().isPresent() ? checked(get(tenant, id).kind(), wanted) : wanted;
    }

    /** The same for a change that was checked. */
    public Target store(long tenant, String id, TargetChange change, String actor) {
        long number = number(id);
        return naming(
                change.name().orElse(""),
                () -> database.inTenant(tenant, connection -> {
                    TenantRow.hold(connection, tenant);
                    Target before = get(connection, tenant, number);
                    stored.change(connection, tenant, changed(before, change));
                    boolean isMoved = change.movesIt() && addresses.move(connection, tenant, before, change);
                    Target after = get(connection, tenant, number);
                    if (isMoved || !after.equals(before)) {
                        audit.write(
                                connection,
                                tenant,
                                actor,
                                "changed a target of alerts",
                                before.name(),
                                Change.of(before.words(), after.words())
                                        .because(isMoved ? "it has another address" : ""));
                    }
                    return after;
                }));
    }

    /** Makes another secret and returns it for the only time; both sign for the overlap. */
    public Secret rotateSecret(long tenant, String id, String actor) {
        long number = number(id);
        return database.inTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            Target target = get(connection, tenant, number);
            if (!target.isWebhook()) {
                throw ProblemException.conflict(
                        "Making another secret: expected a signed webhook, got a target of the kind "
                                + target.kind().word() + ".");
            }
            Secret made = secrets.rotate(connection, tenant, number);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "made another secret of a webhook",
                    target.name(),
                    Change.of("ends in " + target.secretLastFour().orElse(""), "ends in " + made.lastFour()));
            return made;
        });
    }

    /** Its log stays; what waits for it is not sent any more. */
    public void remove(long tenant, String id, String actor) {
        long number = number(id);
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            Target target = get(connection, tenant, number);
            Timestamp now = Timestamp.from(clock.instant());
            new Select("""
                    update alert_target set removed_at = ?, sealed_address = null, sealed_secret = null,
                           sealed_previous_secret = null where tenant_id = ? and id = ? returning id""", now, tenant, number).first(connection, row -> true);
            new Select("""
                    update alert_delivery set state = 'dropped', answer = 'The target was removed', ended_at = ?,
                           next_try_at = null where tenant_id = ? and target_id = ? and state = 'waiting' returning id""", now, tenant, number).list(connection, row -> true);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "removed a target of alerts",
                    target.name(),
                    Change.of(target.words(), "gone"));
        });
    }

    public long number(String id) {
        return ids.decode(Target.PREFIX, id).orElseThrow(Targets::notFound);
    }

    private Made create(Connection connection, long tenant, NewTarget wanted, String actor) throws SQLException {
        TenantRow.hold(connection, tenant);
        int there = stored.all(connection, tenant).size();
        if (there >= config.mostTargets()) {
            throw ProblemException.conflict("Adding a target of alerts: expected at most " + config.mostTargets()
                    + ", and there are " + there + ". Remove one first.");
        }
        long number = stored.insert(connection, tenant, wanted, clock.instant(), actor);
        Optional<Secret> secret =
                wanted.kind() == TargetKind.WEBHOOK ? Optional.of(SigningSecrets.make()) : Optional.empty();
        secrets.seal(connection, tenant, number, wanted.address(), secret);
        Target made = get(connection, tenant, number);
        audit.write(
                connection,
                tenant,
                actor,
                "added a target of alerts",
                made.name(),
                Change.to(made.kind().label() + ", " + made.words()));
        return new Made(made, secret);
    }

    private TargetChange checked(TargetKind kind, TargetChange change) {
        Secret address = new Secret(
                NewTarget.checkedAddress(kind, change.address().orElseThrow().value()));
        addresses.check(kind, address);
        return change.withAddress(address);
    }

    private static Target changed(Target before, TargetChange change) {
        return new Target(
                before.number(),
                before.id(),
                before.kind(),
                change.name().map(NewTarget::checkedName).orElse(before.name()),
                change.isOn().orElse(before.isOn()),
                change.leastLevel().orElse(before.leastLevel()),
                change.events()
                        .map(events -> NewTarget.checkedEvents(before.kind(), events))
                        .orElse(before.events()),
                before.shown(),
                before.isEu(),
                before.secretLastFour(),
                before.previousSecretUntil(),
                before.madeAt(),
                before.madeBy(),
                before.last());
    }

    private Target get(Connection connection, long tenant, long number) throws SQLException {
        return stored.find(connection, tenant, number).orElseThrow(Targets::notFound);
    }

    private static <T> T naming(String name, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (UniqueViolation.isOf("alert_target_name_uk", e)) {
                throw ProblemException.conflict(
                        "Saving a target of alerts: expected a name of its own, but there is one called " + name + ".");
            }
            throw e;
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("this target of alerts");
    }
}
