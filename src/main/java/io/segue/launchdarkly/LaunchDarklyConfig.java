package io.segue.launchdarkly;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Where LaunchDarkly lives and how long we wait for it: the operator's word, never a tenant's. */
@ConfigMapping(prefix = "segue.launchdarkly")
public interface LaunchDarklyConfig {

    @WithDefault("https://app.launchdarkly.com")
    URI url();

    /** Answers without a token whether an environment exists. */
    @WithDefault("https://clientsdk.launchdarkly.com")
    URI clientSdkUrl();

    /** Where LaunchDarkly's SDK for servers asks for flag rules; a relay proxy of LaunchDarkly's will do, too. */
    @WithDefault("https://app.launchdarkly.com")
    URI serverSdkUrl();

    @WithDefault("3s")
    Duration connectTimeout();

    /** From the first byte sent to the last byte of the answer's body. */
    @WithDefault("15s")
    Duration callTimeout();

    /** Sent with each call: a token's own default may be a version that has ended. */
    @WithDefault("20240415")
    String apiVersion();

    /** Calls of runs that all nodes together begin in one second, at most. */
    @WithDefault("1000")
    int callsPerSecond();

    /** Calls of runs that one node has in flight at once, at most. */
    @WithDefault("64")
    int mostInFlight();

    /** Besides LaunchDarkly itself, files that it wrote for us are fetched from below these names, over HTTPS, without the token. */
    @WithDefault("launchdarkly.com,amazonaws.com")
    List<String> fileHosts();
}
