package io.segue.launchdarkly;

import io.segue.connection.CheckResult;
import io.segue.connection.TargetAccount;
import io.segue.connection.TargetEnvironment;
import io.segue.connection.TargetPlace;
import io.segue.platform.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What LaunchDarkly's API tells of a token's account. */
@ApplicationScoped
class LaunchDarklyAccount implements TargetAccount {

    private final AccountClient client;

    LaunchDarklyAccount(AccountClient client) {
        this.client = client;
    }

    @Override
    public CheckResult check(String clientSideId, Secret accessToken) {
        return new AccountCheck(client, clientSideId, accessToken).run();
    }

    @Override
    public List<TargetEnvironment> environments(Secret accessToken) {
        return new EnvironmentWalk(client, accessToken).all();
    }

    /** @see <a href="https://launchdarkly.com/docs/api/segments/get-segment-membership-for-context">the API's page</a> */
    @Override
    public boolean isMember(TargetPlace segment, String key, Secret accessToken) {
        String path = SegmentPaths.of(segment) + "/contexts/" + SegmentPaths.encoded(key);
        return client.get(path, accessToken, Account.Membership.class).included();
    }
}
