package io.segue.launchdarkly;

import io.segue.connection.CheckResult;
import io.segue.connection.CheckStep;
import io.segue.connection.TargetEnvironment;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.launchdarkly.Account.CallerIdentity;
import io.segue.platform.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One check of a token and an environment, step by step; a step whose ground is missing is skipped. */
class AccountCheck {

    static final String REACHABLE = "LaunchDarkly is reachable";
    static final String TOKEN = "The access token is valid";
    static final String ENVIRONMENT = "The environment exists";
    static final String OWNER = "The token’s account owns the environment";
    static final String WRITE = "The token can write segments";
    static final String PLAN = "Plan and region allow synced segments";

    private static final String ONLY_IF_ELSEWHERE =
            "Nothing needs to be done if token and environment are of the same account; the first sync will tell.";

    private final AccountClient client;
    private final String clientSideId;
    private final Secret token;
    private final List<CheckStep> steps = new ArrayList<>();

    AccountCheck(AccountClient client, String clientSideId, Secret token) {
        this.client = client;
        this.clientSideId = clientSideId;
        this.token = token;
    }

    CheckResult run() {
        Optional<CallerIdentity> caller = askWhoCalls();
        boolean exists = askForEnvironment();
        Optional<TargetEnvironment> environment = Optional.empty();
        if (caller.isEmpty()) {
            steps.add(CheckStep.skipped(OWNER, "Needs a valid access token first."));
            steps.add(CheckStep.skipped(WRITE, "Needs a valid access token first."));
        } else {
            TokenRights rights = TokenRights.of(client, caller.get(), token);
            environment = askForOwner(exists, rights);
            steps.add(rights.step(WRITE).withPolicy(leastPolicy(environment)));
        }
        steps.add(CheckStep.unknown(
                PLAN,
                "The region, United States, allows segments synced from Heap. LaunchDarkly tells no token which plan an"
                        + " account has; synced segments need one of its larger plans (Enterprise).",
                "The first sync will tell. An owner of your LaunchDarkly account can see the plan under Billing."));
        return new CheckResult(
                steps, environment, caller.map(CallerIdentity::accountId).filter(id -> !id.isEmpty()));
    }

    private Optional<CallerIdentity> askWhoCalls() {
        CallerIdentity caller;
        try {
            caller = client.get("/api/v2/caller-identity", token, CallerIdentity.class);
        } catch (VendorException e) {
            steps.addAll(refusal(e.failure()));
            return Optional.empty();
        }
        steps.add(reachable());
        if (caller.isOfAnEnvironment()) {
            steps.add(CheckStep.failed(
                    TOKEN,
                    "This is an SDK key of an environment, not an access token.",
                    "An editor makes an access token in LaunchDarkly (Organization settings, Authorization) and enters it"
                            + " here."));
            return Optional.empty();
        }
        String name = Account.isEmpty(caller.tokenName()) ? "" : " \"" + caller.tokenName() + "\"";
        steps.add(CheckStep.passed(
                TOKEN,
                Boolean.FALSE.equals(caller.serviceToken())
                        ? "LaunchDarkly knows the token" + name
                                + ". It is a personal token and ends when that person leaves"
                                + " the account; a service token is safer."
                        : "LaunchDarkly knows the token" + name + "."));
        return Optional.of(caller);
    }

    private static List<CheckStep> refusal(VendorFailure failure) {
        if (failure.kind() == Kind.CREDENTIALS_REFUSED) {
            return List.of(
                    reachable(),
                    CheckStep.failed(
                            TOKEN,
                            failure.message(),
                            "An editor copies the token again, or makes a new one in LaunchDarkly, and replaces it here."));
        }
        if (failure.kind() == Kind.RATE_LIMITED) {
            return List.of(
                    reachable(), CheckStep.unknown(TOKEN, failure.message(), "Wait a minute, then check again."));
        }
        return List.of(
                CheckStep.failed(
                        REACHABLE,
                        failure.message(),
                        "Wait and check again. If it stays, the operator of Segue lets it call LaunchDarkly."),
                CheckStep.skipped(TOKEN, "LaunchDarkly could not be asked."));
    }

    private static CheckStep reachable() {
        return CheckStep.passed(REACHABLE, "LaunchDarkly answered.");
    }

    private boolean askForEnvironment() {
        try {
            int status = client.statusOfEnvironment(clientSideId);
            if (status == 200) {
                steps.add(CheckStep.passed(ENVIRONMENT, "LaunchDarkly knows the client-side ID " + clientSideId + "."));
                return true;
            }
            if (status == 404) {
                steps.add(CheckStep.failed(
                        ENVIRONMENT,
                        "LaunchDarkly knows no environment with the client-side ID " + clientSideId + ".",
                        "An editor copies the client-side ID from the environment’s settings in LaunchDarkly, adds a"
                                + " connection with it, and removes this one."));
                return false;
            }
            steps.add(CheckStep.unknown(
                    ENVIRONMENT,
                    "Asking for the environment: expected 200 or 404, got " + status + ".",
                    "Check again."));
        } catch (VendorException e) {
            steps.add(CheckStep.unknown(
                    ENVIRONMENT,
                    e.failure().message(),
                    "Check again. If it stays, the operator of Segue lets it call LaunchDarkly’s client SDK address."));
        }
        return true;
    }

    private Optional<TargetEnvironment> askForOwner(boolean exists, TokenRights rights) {
        if (!exists) {
            steps.add(CheckStep.skipped(OWNER, "Needs an environment that exists."));
            return Optional.empty();
        }
        try {
            EnvironmentWalk walk = new EnvironmentWalk(client, token);
            Optional<TargetEnvironment> found = walk.find(clientSideId);
            steps.add(found.map(AccountCheck::owned).orElseGet(() -> notSeen(walk, rights)));
            return found;
        } catch (VendorException e) {
            steps.add(CheckStep.unknown(
                    OWNER,
                    "Cannot verify: the token was not allowed to list projects, or the list did not come. "
                            + e.failure().message(),
                    ONLY_IF_ELSEWHERE));
            return Optional.empty();
        }
    }

    private static CheckStep owned(TargetEnvironment environment) {
        return CheckStep.passed(
                OWNER,
                "It is the environment " + environment.environmentName() + " of the project "
                        + environment.projectName() + ".");
    }

    /** A token with narrow rights may see less than there is, so that not seeing it proves nothing. */
    private static CheckStep notSeen(EnvironmentWalk walk, TokenRights rights) {
        if (walk.hasSeenNothing() || walk.isCutShort() || rights.areNarrow()) {
            return CheckStep.unknown(
                    OWNER,
                    "Cannot verify: the environment is not among those that this token can see, which a narrow policy"
                            + " may hide.",
                    ONLY_IF_ELSEWHERE);
        }
        return CheckStep.failed(
                OWNER,
                "The environment exists, but in another account of LaunchDarkly than the token.",
                "An editor takes token and client-side ID from the same account.");
    }

    /** For the project and environment when known. */
    static String leastPolicy(Optional<TargetEnvironment> environment) {
        String project = environment.map(TargetEnvironment::projectKey).orElse("*");
        String key = environment.map(TargetEnvironment::environmentKey).orElse("*");
        return """
                [
                  {
                    "effect": "allow",
                    "actions": ["createSegment", "updateIncluded"],
                    "resources": ["proj/%s:env/%s:segment/*"]
                  }
                ]""".formatted(project, key);
    }
}
