package io.segue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.segue.launchdarkly.TestingWiredTarget;
import io.segue.observe.TestingObservers;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * As an operator sets it up who wants to see everything: with declared tenants, behind a proxy on this machine, with
 * traces, every line of the log, and series of single tenants.
 */
public class TestingInstallation implements QuarkusTestProfile {

    public static final String SUPPORT_TOKEN = "segue_declared_support";
    public static final String API_TOKEN = "segue_declared_owner";
    public static final String HOOK_TOKEN = "declared-hook-000000000000000000000000000000";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("quarkus.log.level", "DEBUG"),
                Map.entry("quarkus.log.console.level", "WARN"),
                Map.entry("segue.metrics.tenants", "3"),
                Map.entry("quarkus.http.proxy.proxy-address-forwarding", "true"),
                Map.entry("quarkus.http.proxy.trusted-proxies", "127.0.0.1"),
                Map.entry("segue.provision.support-token", SUPPORT_TOKEN),
                Map.entry("segue.provision.tenants.declared.name", "Declared"),
                Map.entry("segue.provision.tenants.declared.state", "enabled"),
                Map.entry("segue.provision.tenants.declared.api-token", API_TOKEN),
                Map.entry("segue.provision.tenants.declared.hook-token", HOOK_TOKEN),
                Map.entry("segue.provision.tenants.declared.webhook-secret", "declared-webhook-secret"),
                Map.entry("segue.provision.tenants.bare.name", "Bare"));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(TestingWiredTarget.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TestingObservers.class));
    }
}
