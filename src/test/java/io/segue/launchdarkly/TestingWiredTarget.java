package io.segue.launchdarkly;

import io.segue.platform.observe.Traces;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** The real target, over HTTP, for tests whose profile asks for it: the others have one that only keeps sets. */
@Alternative
@Singleton
public class TestingWiredTarget extends LaunchDarklySegmentTarget {

    TestingWiredTarget(LaunchDarklyClient client, FailureGrading grading, CallMetrics metrics, Traces traces) {
        super(client, grading, metrics, traces);
    }
}
