package io.segue.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingWorlds;
import io.segue.TestingWorlds.World;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.tenant.Role;
import io.segue.web.catalogue.ErrorCode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every operation of the document is called with what nobody should send: it is refused with a code of the catalogue or
 * carried out, and never fails on our side. The same seed sends the same.
 */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class ApiFuzzTest {

    private static final long SEED = Long.getLong("segue.fuzz.seed", 20_261_128L);
    /** Each calls every operation; more of them look for more (-Dsegue.fuzz.rounds). */
    private static final int ROUNDS = Integer.getInteger("segue.fuzz.rounds", 8);

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    TestingWorlds worlds;

    @TestHTTPResource
    URI base;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> faults = new ArrayList<>();
    private int calls;

    /** One operation of the document. */
    private record Operation(String method, String path, JsonNode described) {}

    @Test
    void neverFailsOnOurSide() throws Exception {
        JsonNode document = ApiContractTest.document();
        List<Operation> operations = operations(document);
        World foreign = worlds.ofNobody();

        for (int round = 0; round < ROUNDS; round++) {
            World own = worlds.ofNobody();
            String tenants = worlds.token(own, Role.OWNER);
            String supports = worlds.supportToken();
            for (int i = 0; i < operations.size(); i++) {
                Operation operation = operations.get(i);
                TestingNonsense nonsense = new TestingNonsense(
                        new Random(SEED + 1_000L * round + i),
                        document.path("components").path("schemas"),
                        own,
                        foreign);
                boolean isSupports =
                        operation.described().path("security").path(0).has("supportToken");
                send(operation, nonsense, isSupports ? supports : tenants, "round " + round);
            }
        }

        assertThat(faults)
                .as("seed %d, %d calls in %d rounds", SEED, calls, ROUNDS)
                .isEmpty();
        assertThat(calls).isPositive().isEqualTo(ROUNDS * operations.size());
    }

    private void send(Operation operation, TestingNonsense nonsense, String token, String where)
            throws IOException, InterruptedException {
        String address =
                nonsense.address(operation.path(), operation.described().path("parameters"));
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(address))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
        String body = "";
        if (operation.method().equals("GET")) {
            request.GET();
        } else {
            body = nonsense.body(operation.described().path("requestBody"));
            nonsense.contentType().ifPresent(type -> request.header("Content-Type", type));
            nonsense.headers().forEach(request::header);
            request.method(operation.method(), BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        calls++;
        String fault = fault(answer);
        if (!fault.isEmpty()) {
            faults.add("%s: %s %s %s -> %d %s%n%s"
                    .formatted(
                            where,
                            operation.method(),
                            address,
                            body.length() > 300 ? body.substring(0, 300) + "…" : body,
                            answer.statusCode(),
                            fault,
                            answer.body()));
        }
    }

    private static String fault(HttpResponse<String> answer) {
        if (answer.statusCode() < 400) {
            return "";
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("application/problem+json")) {
            return "is no problem+json but " + type;
        }
        try {
            String code = JSON.readTree(answer.body()).path("code").asText();
            if (ErrorCode.find(code).isEmpty()) {
                return "has no code of the catalogue: " + code;
            }
            // What LaunchDarkly does not answer is not ours.
            boolean isOurs = answer.statusCode() >= 500 && !code.equals("launchdarkly-silent");
            return isOurs ? "failed on our side" : "";
        } catch (IOException e) {
            return "is no JSON";
        }
    }

    private static List<Operation> operations(JsonNode document) {
        List<Operation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                all.add(new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
            }
        }
        return all;
    }
}
