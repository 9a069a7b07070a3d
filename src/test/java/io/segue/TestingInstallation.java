package io.segue;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** As an operator sets it up: with declared tenants, and behind a proxy on this machine. */
public class TestingInstallation implements QuarkusTestProfile {

    public static final String SUPPORT_TOKEN = "segue_declared_support";
    public static final String API_TOKEN = "segue_declared_owner";
    public static final String HOOK_TOKEN = "declared-hook-000000000000000000000000000000";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
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
}
