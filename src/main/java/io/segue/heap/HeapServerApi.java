package io.segue.heap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.flags.HeapAnswer;
import io.segue.flags.HeapEvent;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapRegion;
import io.segue.flags.HeapTarget;
import io.segue.flags.HeapUser;
import io.segue.platform.http.Calls;
import io.segue.platform.http.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Heap's API for servers: user properties and events, many in a call. It knows no token: whoever has an app ID may write.
 *
 * @see <a href="https://developers.heap.io/reference/bulk-add-user-properties">Bulk add user properties</a>
 * @see <a href="https://developers.heap.io/reference/bulk-track">Bulk track</a>
 */
@ApplicationScoped
class HeapServerApi implements HeapTarget {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 64 * 1024;

    private final HeapConfig config;
    private final String userAgent;
    private final Calls calls;
    private final HeapCallMetrics metrics;
    private final Clock clock;

    HeapServerApi(
            HeapConfig config,
            @ConfigProperty(name = "quarkus.application.version") String version,
            HeapCallMetrics metrics,
            Clock clock) {
        this.config = config;
        this.userAgent = "segue/" + version;
        this.calls = new Calls(config.connectTimeout(), config.callTimeout());
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public CompletionStage<HeapAnswer> addUserProperties(HeapPlace place, List<HeapUser> users) {
        ObjectNode body = JSON.createObjectNode().put("app_id", place.appId());
        ArrayNode list = body.putArray("users");
        for (HeapUser user : users) {
            ObjectNode properties =
                    list.addObject().put("identity", user.identity()).putObject("properties");
            user.properties().forEach(properties::set);
        }
        long start = System.nanoTime();
        return post("Writing user properties to Heap", place, "/api/add_user_properties", body)
                .whenComplete((answer, never) -> metrics.users(users, answer, System.nanoTime() - start));
    }

    @Override
    public CompletionStage<HeapAnswer> track(HeapPlace place, List<HeapEvent> events) {
        ObjectNode body = JSON.createObjectNode().put("app_id", place.appId());
        ArrayNode list = body.putArray("events");
        for (HeapEvent event : events) {
            ObjectNode one = list.addObject()
                    .put("identity", event.identity())
                    .put("event", event.name())
                    .put("timestamp", event.at().toString())
                    .put("idempotency_key", event.idempotencyKey());
            ObjectNode properties = one.putObject("properties");
            event.properties().forEach(properties::put);
        }
        long start = System.nanoTime();
        return post("Sending events to Heap", place, "/api/track", body)
                .whenComplete((answer, never) -> metrics.events(events, answer, System.nanoTime() - start));
    }

    private CompletionStage<HeapAnswer> post(String doing, HeapPlace place, String path, ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(at(place.region(), path))
                .header("Content-Type", "application/json")
                .header("User-Agent", userAgent)
                .POST(BodyPublishers.ofByteArray(bytes(body)))
                .build();
        return calls.call(request, MOST_BYTES).handle((reply, failure) -> answer(doing, reply, failure));
    }

    private HeapAnswer answer(String doing, @Nullable Reply reply, @Nullable Throwable failure) {
        if (reply == null) {
            return HeapAnswer.failed(HeapFailures.of(doing, failure == null ? new IOException("no answer") : failure));
        }
        return reply.isSuccess()
                ? HeapAnswer.done(reply.status())
                : HeapAnswer.failed(HeapFailures.of(doing, reply, clock.instant()));
    }

    private URI at(HeapRegion region, String path) {
        String base = (region == HeapRegion.EU ? config.euUrl() : config.url()).toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private static byte[] bytes(ObjectNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing a call to Heap", e);
        }
    }
}
