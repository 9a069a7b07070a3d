package io.segue.launchdarkly;

import io.segue.connection.TargetAccount;
import io.segue.connection.contents.TargetContents;
import java.time.Clock;

/** What the real clients find at another LaunchDarkly than the application's, over HTTP. */
public record TestingWiredContents(TargetAccount account, TargetContents contents) {

    public static TestingWiredContents at(String url) {
        LaunchDarklyClient client = TestingLaunchDarklyConfig.clientOf(url);
        AccountClient account = new AccountClient(client, new FailureGrading(Clock.systemUTC()));
        return new TestingWiredContents(
                new LaunchDarklyAccount(account), new LaunchDarklyContents(account, new ExportDownload(client)));
    }
}
