package io.segue.sync;

/**
 * How the vendor is to be called by all runs of all tenants together.
 *
 * @param instance which of its installations this is, by its address
 * @param callsPerSecond from all nodes
 * @param mostInFlight from one node at once
 */
public record Manners(String instance, int callsPerSecond, int mostInFlight) {

    public Manners {
        if (callsPerSecond < 1 || mostInFlight < 1) {
            throw new IllegalArgumentException("Calling LaunchDarkly: expected at least one call a second and one in"
                    + " flight, got " + callsPerSecond + " and " + mostInFlight + ". The operator sets"
                    + " segue.launchdarkly.calls-per-second and segue.launchdarkly.most-in-flight.");
        }
    }
}
