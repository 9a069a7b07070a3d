package io.segue.configuration;

import io.quarkus.logging.Log;
import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.configuration.document.Configuration;
import io.segue.configuration.plan.ConfigurationPlan;
import io.segue.configuration.plan.ConfigurationPlanner;
import io.segue.configuration.plan.Deed.Means;
import io.segue.configuration.plan.Fingerprint;
import io.segue.configuration.plan.Obstacle;
import io.segue.configuration.plan.Step;
import io.segue.platform.Database;
import io.segue.tenant.CurrentTenant;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Exports, plans and applies the configuration of the tenant that asks. */
@ApplicationScoped
class Configurations {

    private static final int SHOWN_OBSTACLES = 5;

    private final Database database;
    private final PresentReader present;
    private final TenantMeans means;
    private final Audit audit;
    private final CurrentTenant tenant;

    Configurations(Database database, PresentReader present, TenantMeans means, Audit audit, CurrentTenant tenant) {
        this.database = database;
        this.present = present;
        this.means = means;
        this.audit = audit;
        this.tenant = tenant;
    }

    Configuration export() {
        return present.read(tenant.id()).configuration();
    }

    ConfigurationPlan plan(Configuration wanted) {
        return ConfigurationPlanner.plan(tenant.id(), present.read(tenant.id()), wanted);
    }

    /** Each step happens or does not; one that cannot happen keeps no other from it. */
    List<Outcome> apply(Configuration wanted, Optional<Fingerprint> seen) {
        return database.alone("apply of tenant " + tenant.id(), () -> applyAlone(wanted, seen))
                .orElseThrow(() -> ProblemException.conflict("Applying the configuration: another document is being"
                        + " applied just now. Nothing was changed. Wait for its end, and make a plan again."));
    }

    private List<Outcome> applyAlone(Configuration wanted, Optional<Fingerprint> seen) {
        ConfigurationPlan plan = plan(wanted);
        refuse(plan, seen);
        Means ofTenant = means.of(tenant.id(), tenant.actor());
        List<Outcome> outcomes =
                plan.steps().stream().map(step -> outcome(step, ofTenant)).toList();
        if (!outcomes.isEmpty()) {
            long failed = outcomes.stream()
                    .filter(outcome -> outcome.failure().isPresent())
                    .count();
            audit.write(
                    tenant.id(),
                    tenant.actor(),
                    "applied a configuration",
                    "plan " + plan.fingerprint(),
                    Change.to(outcomes.size() - failed + " of " + outcomes.size() + " steps done"));
        }
        return outcomes;
    }

    private void refuse(ConfigurationPlan plan, Optional<Fingerprint> seen) {
        if (seen.filter(fingerprint -> !fingerprint.covers(plan.fingerprint())).isPresent()) {
            throw new ProblemException(
                    ErrorCode.PLAN_OUTDATED,
                    412,
                    "The plan is outdated",
                    "Applying the configuration: expected the tenant and the document of the plan " + seen.get()
                            + ", but one of them is another by now. Nothing was changed. Make a plan again and read it.");
        }
        if (!plan.obstacles().isEmpty()) {
            throw ProblemException.conflict("Applying the configuration: nothing was changed. "
                    + plan.obstacles().stream()
                            .limit(SHOWN_OBSTACLES)
                            .map(Configurations::words)
                            .collect(Collectors.joining(" ")));
        }
        if (plan.isDangerous() && seen.isEmpty()) {
            throw new ProblemException(
                    ErrorCode.PLAN_NEEDED,
                    428,
                    "Look at the plan first",
                    "Applying the configuration: it takes members out of LaunchDarkly, or lets them go, so somebody has"
                            + " to have seen the plan. Nothing was changed. Make a plan, and send its fingerprint as"
                            + " the header If-Match.");
        }
        if (plan.steps().stream().anyMatch(Step::isForOwners) && !tenant.isOwner()) {
            throw new ProblemException(
                    ErrorCode.NOT_ALLOWED,
                    403,
                    "Not allowed",
                    "Applying the configuration: a change of signatureWindowSeconds needs the token of an owner. Nothing"
                            + " was changed.");
        }
    }

    private static String words(Obstacle obstacle) {
        return obstacle.at().words() + ": " + obstacle.words();
    }

    private static Outcome outcome(Step step, Means means) {
        try {
            step.deed().by(means);
            return Outcome.done(step);
        } catch (ProblemException e) {
            return Outcome.failed(step, e);
        } catch (RuntimeException e) {
            String reference = UUID.randomUUID().toString();
            Log.errorf(e, "A step of a configuration failed, reference %s", reference);
            return Outcome.broken(step, reference);
        }
    }
}
