package io.segue.observe;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.segue.launchdarkly.TestingWiredTarget;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** As an operator who wants to see everything: traces, every line of the log, series of single tenants. */
public class TestingObservation implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.log.level", "DEBUG",
                "quarkus.log.console.level", "WARN",
                "segue.metrics.tenants", "3");
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
