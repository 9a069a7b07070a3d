package io.segue.launchdarkly;

import io.segue.connection.CheckStep;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure.Kind;
import io.segue.launchdarkly.Account.AccessToken;
import io.segue.launchdarkly.Account.CallerIdentity;
import io.segue.platform.Secret;
import java.util.Set;

/** What an access token may do, as far as it may see that itself. */
enum TokenRights {
    /** A built-in role that may write. */
    WRITES,
    /** The built-in role reader. */
    READS_ONLY,
    /** A custom role or a policy of its own: only using it shows what it may. */
    OF_ITS_OWN,
    /** Not even allowed to look at itself. */
    HIDDEN,
    /** No answer that tells. */
    UNTOLD;

    private static final Set<String> WRITERS = Set.of("writer", "admin", "owner");

    static TokenRights of(AccountClient client, CallerIdentity caller, Secret token) {
        String id = caller.tokenId();
        if (id == null || !id.matches("[A-Za-z0-9_-]{1,64}")) {
            return UNTOLD;
        }
        try {
            return of(client.get("/api/v2/tokens/" + id, token, AccessToken.class));
        } catch (VendorException e) {
            return e.failure().kind() == Kind.CREDENTIALS_REFUSED ? HIDDEN : UNTOLD;
        }
    }

    static TokenRights of(AccessToken token) {
        if (token.hasRightsOfItsOwn()) {
            return OF_ITS_OWN;
        }
        String role = token.role() == null ? "" : token.role();
        if (WRITERS.contains(role)) {
            return WRITES;
        }
        return role.equals("reader") ? READS_ONLY : UNTOLD;
    }

    boolean areNarrow() {
        return this == OF_ITS_OWN || this == HIDDEN;
    }

    CheckStep step(String name) {
        return switch (this) {
            case WRITES -> CheckStep.passed(name, "The token’s role may write segments.");
            case READS_ONLY ->
                CheckStep.failed(
                        name,
                        "The token has the role Reader, which may write nothing.",
                        "An editor makes a service token with the policy below (or the role Writer) and replaces the token.");
            case OF_ITS_OWN ->
                CheckStep.unknown(
                        name,
                        "The token has a custom role or a policy of its own; LaunchDarkly does not tell what that allows.",
                        "The first sync will tell. The policy below is the least that is needed.");
            case HIDDEN, UNTOLD ->
                CheckStep.unknown(
                        name,
                        "The token may not see its own role.",
                        "The first sync will tell. The policy below is the least that is needed.");
        };
    }
}
