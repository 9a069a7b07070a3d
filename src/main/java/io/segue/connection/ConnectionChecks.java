package io.segue.connection;

import io.segue.platform.Secret;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Asks LaunchDarkly what a token can do, outside of any transaction. */
@ApplicationScoped
public class ConnectionChecks {

    private final Connections connections;
    private final TargetAccount account;

    ConnectionChecks(Connections connections, TargetAccount account) {
        this.connections = connections;
        this.account = account;
    }

    /** Runs all steps, keeps them with the connection, and returns them. */
    public CheckResult check(long tenant, String id) {
        ConnectionAccess access =
                connections.open(tenant, connections.number(id)).orElseThrow(Connections::notFound);
        CheckResult result = account.check(access.clientSideId(), access.accessToken());
        connections.noteCheck(tenant, access, result);
        return result;
    }

    /** What the token can see, to pick from. */
    public List<TargetEnvironment> environments(Secret token) {
        try {
            return account.environments(token);
        } catch (VendorException e) {
            VendorFailure failure = e.failure();
            throw switch (failure.kind()) {
                case CREDENTIALS_REFUSED -> refusal(failure);
                case REJECTED, NOT_FOUND -> NewConnection.unusable(failure.message());
                case CONFLICT, RATE_LIMITED, UNAVAILABLE ->
                    new ProblemException(
                            ErrorCode.LAUNCHDARKLY_SILENT, 503, "LaunchDarkly did not answer", failure.message());
            };
        }
    }

    /** 401 is of the token itself, 403 of what it may see. */
    private static ProblemException refusal(VendorFailure failure) {
        return failure.status() == 403
                ? NewConnection.unusable("Listing the environments: this token may not list projects (403), as a narrow"
                        + " policy has it. Type the client-side ID instead.")
                : new ProblemException(
                        ErrorCode.CREDENTIALS_REFUSED,
                        422,
                        "Cannot be used",
                        "Listing the environments: LaunchDarkly did not recognise this access token ("
                                + failure.status() + "). Copy it again from LaunchDarkly, or make a new one.");
    }
}
