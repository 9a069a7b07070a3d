package io.segue.browser;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.segue.TestingDatabase;
import io.segue.launchdarkly.TestingWiredTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The whole sandbox on one port, both vendors reached over HTTP; Globex still waits for support. */
public class TestingSandbox implements QuarkusTestProfile {

    /** Asked for in more than one class loader; the answer must be the same. */
    private static final String PORT = "segue.testing.port";

    @Override
    public String getConfigProfile() {
        return "test,sandbox";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>();
        overrides.put("quarkus.http.test-port", port());
        overrides.put("segue.url", "http://localhost:" + port());
        // Support makes both: Globex begins at the very beginning.
        overrides.put("segue.provision.tenants.globex.state", "requested");
        overrides.put("segue.provision.tenants.globex.hook-token", "");
        overrides.put("segue.flags.runs", "2");
        overrides.put("segue.flag-changes.environments", "10");
        overrides.put("segue.heap.url", "http://localhost:" + port() + "/sandbox/heap");
        overrides.put("segue.heap.eu-url", "http://localhost:" + port() + "/sandbox/heap");
        // In memory only: each run begins with nothing.
        overrides.put("segue.sandbox.folder", "");
        return overrides;
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(TestingWiredTarget.class);
    }

    /** Another test's LaunchDarkly would come before the sandbox's. */
    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TestingDatabase.class));
    }

    private static synchronized String port() {
        String known = System.getProperty(PORT);
        if (known != null) {
            return known;
        }
        try (ServerSocket free = new ServerSocket(0)) {
            System.setProperty(PORT, Integer.toString(free.getLocalPort()));
            return System.getProperty(PORT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
