package io.segue.browser;

import java.util.HashMap;
import java.util.Map;

/** The sandbox as it is at its first start: Acme at work, Globex enabled and not yet set up. */
public class TestingSeededSandbox extends TestingSandbox {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("segue.sandbox.seed", "true");
        overrides.put("segue.provision.tenants.globex.state", "enabled");
        overrides.put("segue.provision.tenants.globex.hook-token", "sandbox-globex-hook-00000000000000000000000");
        return overrides;
    }
}
