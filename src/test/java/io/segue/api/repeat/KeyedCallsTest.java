package io.segue.api.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call with an Idempotency-Key is carried out once, however often it is made. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class KeyedCallsTest {

    private static final String TOKENS = "/api/v1/tokens";
    private static final String NAMED = "{\"name\":\"made once\",\"role\":\"viewer\"}";

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    ApiTokens tokens;

    @Inject
    Database database;

    @Inject
    AnswerRetentionJob retention;

    @Inject
    AnswerTraces traces;

    private final String key = UUID.randomUUID().toString();
    private TenantSummary tenant;
    private String token;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
        token = tokens.create(tenant.id(), "caller", Role.OWNER, "a test").value();
    }

    @Test
    void answersTheSameAgainAndDoesNothing() {
        Response first = keyed(key).body(NAMED).post(TOKENS);
        Response second = keyed(key).body(NAMED).post(TOKENS);

        first.then().statusCode(201).header("Idempotency-Replayed", (String) null);
        second.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.contentType()).startsWith("application/json");
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void carriesOutOneOfManyAtOnce() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        Callable<Integer> call = () -> keyed(key).body(NAMED).post(TOKENS).statusCode();
        List<Future<Integer>> answers =
                callers.invokeAll(Stream.generate(() -> call).limit(16).toList());
        callers.shutdown();

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(201, 409);
        }
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void refusesAKeyThatCameWithAnotherBodyOrAddress() {
        keyed(key).body(NAMED).post(TOKENS).then().statusCode(201);

        keyed(key)
                .body("{\"name\":\"another\",\"role\":\"viewer\"}")
                .post(TOKENS)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("key-reused"));
        keyed(key).body(NAMED).post("/api/v1/invitations").then().statusCode(422);
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void tellsWhoAsksMeanwhileToWait() {
        keyed(key).body(NAMED).post(TOKENS).then().statusCode(201);
        goesOn("interval '1 minute'");

        keyed(key)
                .body(NAMED)
                .post(TOKENS)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("still-going-on"));
    }

    @Test
    void letsTheCallBeMadeAgainWhenANodeDiedWithIt() {
        keyed(key).body(NAMED).post(TOKENS).then().statusCode(201);
        goesOn("interval '-1 second'");

        keyed(key)
                .body("{\"name\":\"another\",\"role\":\"viewer\"}")
                .post(TOKENS)
                .then()
                .statusCode(422);
        keyed(key).body(NAMED).post(TOKENS).then().statusCode(201);
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void leavesAKeyFreeWhenNothingWasDone() {
        keyed(key)
                .body("{\"name\":\"\",\"role\":\"viewer\"}")
                .post(TOKENS)
                .then()
                .statusCode(400);
        keyed(key).body("{\"name\":").post(TOKENS).then().statusCode(400);

        keyed(key).body(NAMED).post(TOKENS).then().statusCode(201);
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void isOfOneTokenAlone() {
        keyed(key).body(NAMED).post(TOKENS).then().statusCode(201);
        token = tokens.create(tenant.id(), "another caller", Role.OWNER, "a test")
                .value();

        keyed(key).body(NAMED).post(TOKENS).then().statusCode(201).header("Idempotency-Replayed", (String) null);
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void takesACallWithoutABody() {
        Response first = keyed(key).post("/api/v1/hook/url");
        Response second = keyed(key).post("/api/v1/hook/url");

        first.then().statusCode(200);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(first.<String>path("url")).contains("/hooks/heap/");
    }

    @Test
    void knowsSupportsCallsToo() {
        String slug = tenants.requested().slug();
        RequestSpecification support = TestingTenants.bearer(rows.supportToken());
        String url = support.header("Idempotency-Key", key)
                .post("/api/v1/tenants/" + slug + "/enable")
                .path("hookUrl");

        assertThat(url).contains("/hooks/heap/");
        assertThat(support.post("/api/v1/tenants/" + slug + "/enable").<String>path("hookUrl"))
                .isEqualTo(url);
    }

    @Test
    void refusesWhatIsNoKey() {
        for (String wrong : List.of("a key", "é", "x".repeat(256))) {
            keyed(wrong).body(NAMED).post(TOKENS).then().statusCode(400).body("code", equalTo("invalid-request"));
        }
        assertThat(made()).isZero();
    }

    @Test
    void keepsNoSecretInTheOpen() {
        String made = keyed(key).body(NAMED).post(TOKENS).path("token");

        byte[] sealed = database.inTenant(
                        tenant.id(),
                        connection -> new Select(
                                        "select sealed_answer from api_answer where tenant_id = ?", tenant.id())
                                .first(connection, row -> row.getBytes(1)))
                .orElseThrow();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(made);
    }

    @Test
    void isForgottenAfterADay() {
        keyed(key).body(NAMED).post(TOKENS).then().statusCode(201);
        retention.deleteOldAnswers();
        assertThat(kept()).isEqualTo(1);

        rows.write(
                tenant.id(),
                "update api_answer set begun_at = now() - interval '25 hours' where tenant_id = ? returning id");
        retention.deleteOldAnswers();
        assertThat(kept()).isZero();
    }

    @Test
    void isForgottenWithAPersonWhoIsErased() {
        keyed(key).body(NAMED).post(TOKENS).then().statusCode(201);

        assertThat(traces.forget(tenant.id(), Set.of("ann")))
                .singleElement()
                .satisfies(forgotten -> assertThat(forgotten.count()).isEqualTo(1));
        assertThat(kept()).isZero();
    }

    private RequestSpecification keyed(String chosen) {
        return TestingTenants.bearer(token).header("Idempotency-Key", chosen);
    }

    private void goesOn(String until) {
        rows.write(
                tenant.id(),
                "update api_answer set sealed_answer = null, busy_until = now() + " + until
                        + " where tenant_id = ? returning id");
    }

    private long made() {
        return tokens.list(tenant.id()).stream()
                .filter(one -> one.name().equals("made once"))
                .count();
    }

    private long kept() {
        return rows.count(tenant.id(), "select count(*) from api_answer where tenant_id = ?");
    }
}
