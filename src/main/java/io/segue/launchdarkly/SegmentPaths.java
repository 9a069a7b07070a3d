package io.segue.launchdarkly;

import io.segue.connection.TargetPlace;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where a segment is in LaunchDarkly's API. */
final class SegmentPaths {

    private SegmentPaths() {}

    static String of(TargetPlace segment) {
        return "/api/v2/segments/" + encoded(segment.projectKey()) + "/" + encoded(segment.environmentKey()) + "/"
                + encoded(segment.segmentKey());
    }

    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
