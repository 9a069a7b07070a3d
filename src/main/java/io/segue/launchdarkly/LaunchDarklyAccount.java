package io.segue.launchdarkly;

import io.segue.connection.CheckResult;
import io.segue.connection.TargetAccount;
import io.segue.connection.TargetEnvironment;
import io.segue.connection.TargetPlace;
import io.segue.platform.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
        String path = "/api/v2/segments/" + encoded(segment.projectKey()) + "/" + encoded(segment.environmentKey())
                + "/" + encoded(segment.segmentKey()) + "/contexts/" + encoded(key);
        return client.get(path, accessToken, Account.Membership.class).included();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
