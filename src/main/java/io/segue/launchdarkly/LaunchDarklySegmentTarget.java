package io.segue.launchdarkly;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Secret;
import io.segue.platform.http.Reply;
import io.segue.platform.observe.Traced;
import io.segue.platform.observe.Traces;
import io.segue.sync.Batch;
import io.segue.sync.Manners;
import io.segue.sync.SegmentTarget;
import io.segue.sync.TargetAnswer;
import io.segue.sync.TargetSegment;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * LaunchDarkly's synced segments, by the entrance that Heap's integration has there.
 *
 * @see <a href="https://launchdarkly.com/docs/guides/integrations/build-synced-segments">LaunchDarkly's guide</a>
 */
@ApplicationScoped
class LaunchDarklySegmentTarget implements SegmentTarget {

    private static final String PATH = "/api/v2/segment-targets/heap-inbound";
    private static final String DOING = "Sending members to LaunchDarkly";
    private static final int MOST_BYTES = 64 * 1024;

    private final LaunchDarklyClient client;
    private final FailureGrading grading;
    private final CallMetrics metrics;
    private final Traces traces;

    LaunchDarklySegmentTarget(LaunchDarklyClient client, FailureGrading grading, CallMetrics metrics, Traces traces) {
        this.client = client;
        this.grading = grading;
        this.metrics = metrics;
        this.traces = traces;
    }

    @Override
    public Manners manners() {
        return client.manners();
    }

    @Override
    public CompletionStage<TargetAnswer> send(TargetSegment segment, Batch batch) {
        HttpRequest request;
        try {
            request = client.api(PATH, segment.accessToken())
                    .header("Content-Type", "application/json")
                    .POST(BatchBody.of(segment, batch))
                    .build();
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(TargetAnswer.failed(VendorFailure.of(
                    Kind.CREDENTIALS_REFUSED,
                    0,
                    DOING + ": the access token holds characters that no token has. An editor gives the connection"
                            + " another token.")));
        }
        Traced call = traces.part("POST " + PATH)
                .note("segue.adds", batch.adds().size())
                .note("segue.removes", batch.removes().size());
        long start = System.nanoTime();
        return client.call(request, MOST_BYTES).handle((reply, failure) -> {
            TargetAnswer answer = answer(reply, failure, segment.accessToken());
            metrics.answered(batch, answer, System.nanoTime() - start);
            call.note("http.response.status_code", answer.status());
            answer.failure().ifPresent(why -> call.failed(why.code()));
            call.close();
            return answer;
        });
    }

    private TargetAnswer answer(@Nullable Reply reply, @Nullable Throwable failure, Secret token) {
        if (reply == null) {
            Throwable cause = failure == null ? new IOException("no answer") : failure;
            return TargetAnswer.failed(grading.grade(DOING, cause));
        }
        AnswerBody body = new AnswerBody(reply.body());
        TargetAnswer answer = reply.isSuccess() && !body.saysFailure()
                ? TargetAnswer.done(reply.status(), body.place())
                : TargetAnswer.failed(grading.grade(DOING, reply, body, token));
        return answer.withLimits(grading.limits(reply, answer.failure()));
    }
}
