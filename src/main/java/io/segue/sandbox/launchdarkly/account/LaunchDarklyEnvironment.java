package io.segue.sandbox.launchdarkly.account;

/** An environment of the project; its client-side ID is its id everywhere. */
public record LaunchDarklyEnvironment(String clientSideId, String key, String name) {

    /** What servers give to their SDK. */
    public String sdkKey() {
        return "sdk-" + Account.hex("sdk " + clientSideId);
    }
}
