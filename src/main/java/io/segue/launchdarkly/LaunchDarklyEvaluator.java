package io.segue.launchdarkly;

import io.segue.connection.CheckStep;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.FlagEvaluation;
import io.segue.flags.FlagEvaluator;
import io.segue.launchdarkly.Account.CallerIdentity;
import io.segue.launchdarkly.evaluation.SdkStart;
import io.segue.launchdarkly.evaluation.SdkStart.NotStartedException;
import io.segue.platform.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Flag values by LaunchDarkly's own SDK for servers, fed by an environment's SDK key. */
@ApplicationScoped
class LaunchDarklyEvaluator implements FlagEvaluator {

    static final String VALID = "The SDK key is valid";
    static final String ENVIRONMENT = "It is of this environment";
    static final String RULES = "LaunchDarkly gives it the rules";

    private static final String COPY =
            "An editor copies the SDK key again: in LaunchDarkly, Settings, Environments, the menu"
                    + " of the environment, SDK key.";
    private static final String DOING = "Reading flag rules from LaunchDarkly";
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final AccountClient account;
    private final SdkStart sdk;
    private final Clock clock;

    LaunchDarklyEvaluator(AccountClient account, LaunchDarklyConfig config, Clock clock) {
        this.account = account;
        this.sdk = new SdkStart(config.serverSdkUrl(), config.connectTimeout(), config.callTimeout(), clock);
        this.clock = clock;
    }

    @Override
    public List<CheckStep> check(String clientSideId, Secret sdkKey) {
        CheckStep valid;
        CheckStep environment;
        try {
            CallerIdentity caller = account.get("/api/v2/caller-identity", sdkKey, CallerIdentity.class);
            valid = CheckStep.passed(VALID, "LaunchDarkly knows the key.");
            environment = environment(caller, clientSideId);
        } catch (VendorException e) {
            boolean isRefused = e.failure().kind() == Kind.CREDENTIALS_REFUSED;
            valid = isRefused
                    ? CheckStep.failed(VALID, "LaunchDarkly does not know this SDK key.", COPY)
                    : CheckStep.unknown(VALID, e.failure().message(), "Check again.");
            environment = CheckStep.skipped(ENVIRONMENT, "Needs an answer of LaunchDarkly’s first.");
        }
        return List.of(valid, environment, rules(sdkKey));
    }

    @Override
    public FlagEvaluation open(Secret sdkKey) {
        try {
            return sdk.open(sdkKey);
        } catch (NotStartedException e) {
            throw new VendorException(failure(e));
        }
    }

    private static CheckStep environment(CallerIdentity caller, String clientSideId) {
        String of = caller.environmentId();
        if (of == null || of.isEmpty()) {
            return CheckStep.unknown(
                    ENVIRONMENT,
                    "LaunchDarkly did not tell which environment the key is of.",
                    "An editor makes sure that it is the key of the connection’s environment.");
        }
        return of.equals(clientSideId)
                ? CheckStep.passed(ENVIRONMENT, "It is the key of the environment " + clientSideId + ".")
                : CheckStep.failed(
                        ENVIRONMENT,
                        "It is the key of another environment, " + of + "; the connection’s is " + clientSideId + ".",
                        COPY);
    }

    private CheckStep rules(Secret sdkKey) {
        try (FlagEvaluation started = open(sdkKey)) {
            return CheckStep.passed(RULES, "LaunchDarkly’s SDK for servers started with it.");
        } catch (VendorException e) {
            return e.failure().kind() == Kind.UNAVAILABLE
                    ? CheckStep.unknown(RULES, e.failure().message(), "Check again.")
                    : CheckStep.failed(RULES, e.failure().message(), COPY);
        }
    }

    private VendorFailure failure(NotStartedException e) {
        Kind kind = e.status() == 0 ? Kind.UNAVAILABLE : FailureGrading.kind(e.status());
        String message = DOING
                + switch (kind) {
                    case CREDENTIALS_REFUSED ->
                        ": LaunchDarkly refused the SDK key, " + e.getMessage() + ". An editor enters another one.";
                    case NOT_FOUND -> ": LaunchDarkly does not know the environment, " + e.getMessage() + ".";
                    case RATE_LIMITED ->
                        ": LaunchDarkly asks us to slow down, " + e.getMessage() + ". It goes on by itself.";
                    case REJECTED, CONFLICT, UNAVAILABLE ->
                        ": expected the rules of the environment, but " + e.getMessage()
                                + ". It is tried again by itself.";
                };
        // A request for rules has nothing in it that could be wrong: whatever is not refused passes.
        Kind graded = kind == Kind.REJECTED || kind == Kind.CONFLICT ? Kind.UNAVAILABLE : kind;
        Optional<Instant> wait =
                kind == Kind.RATE_LIMITED ? Optional.of(clock.instant().plus(WINDOW)) : Optional.empty();
        return new VendorFailure(graded, e.status(), message, wait);
    }
}
