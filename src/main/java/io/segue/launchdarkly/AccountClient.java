package io.segue.launchdarkly;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Secret;
import io.segue.platform.http.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/** Asks one question of LaunchDarkly's account API at a time. */
@ApplicationScoped
class AccountClient {

    private static final String DOING = "Asking LaunchDarkly";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A page of projects with their environments is far below; more is not read. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final LaunchDarklyClient client;
    private final FailureGrading grading;

    AccountClient(LaunchDarklyClient client, FailureGrading grading) {
        this.client = client;
        this.grading = grading;
    }

    /** The answer to a GET; throws {@link VendorException} for anything but a success. */
    <T> T get(String path, Secret token, Class<T> type) {
        Reply reply = send(path, token, HttpRequest.Builder::GET);
        try {
            T read = JSON.readValue(reply.body(), type);
            if (read != null) {
                return read;
            }
        } catch (IOException e) {
            // Its message would quote the body, which may carry an environment's keys.
        }
        throw new VendorException(VendorFailure.of(
                Kind.UNAVAILABLE, reply.status(), DOING + ": expected JSON, got something else. Try again later."));
    }

    /** The answer to a POST without a body; throws {@link VendorException} for anything but a success. */
    Reply post(String path, Secret token) {
        return send(path, token, request -> request.POST(BodyPublishers.noBody()));
    }

    private Reply send(String path, Secret token, UnaryOperator<HttpRequest.Builder> method) {
        HttpRequest request;
        try {
            request = method.apply(client.api(path, token)).build();
        } catch (IllegalArgumentException e) {
            throw new VendorException(VendorFailure.of(
                    Kind.CREDENTIALS_REFUSED, 0, DOING + ": the access token holds characters that no token has."));
        }
        Reply reply = await(request);
        if (!reply.isSuccess()) {
            VendorFailure failure = grading.grade(DOING, reply, new AnswerBody(reply.body()), token);
            throw new VendorException(failure, grading.limits(reply, Optional.of(failure)));
        }
        return reply;
    }

    /** Whether browsers could get flags of this environment, which tells that it exists: 200 or 404. */
    int statusOfEnvironment(String clientSideId) {
        return await(client.clientSdk("/sdk/goals/" + clientSideId).GET().build())
                .status();
    }

    private Reply await(HttpRequest request) {
        try {
            return client.call(request, MOST_BYTES).join();
        } catch (CompletionException e) {
            throw new VendorException(grading.grade(DOING, e));
        }
    }
}
