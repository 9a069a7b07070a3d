package io.segue.launchdarkly;

import java.net.URI;
import java.time.Duration;
import java.util.List;

record TestingLaunchDarklyConfig(
        URI url, URI clientSdkUrl, URI serverSdkUrl, Duration connectTimeout, Duration callTimeout, String apiVersion)
        implements LaunchDarklyConfig {

    @Override
    public int callsPerSecond() {
        return 500;
    }

    @Override
    public int mostInFlight() {
        return 64;
    }

    @Override
    public List<String> fileHosts() {
        return List.of("launchdarkly.com");
    }

    static LaunchDarklyClient clientOf(String url) {
        return clientOf(url, Duration.ofSeconds(5));
    }

    static LaunchDarklyClient clientOf(String url, Duration callTimeout) {
        URI uri = URI.create(url);
        return new LaunchDarklyClient(
                new TestingLaunchDarklyConfig(uri, uri, uri, Duration.ofSeconds(3), callTimeout, "20240415"), "1.2.3");
    }
}
