package io.segue.heap;

import static io.segue.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingHeap;
import io.segue.TestingHeap.Integration;
import io.segue.TestingSystemClock;
import io.segue.TestingTenants;
import io.segue.access.TestingHeaders;
import io.segue.inbox.hook.Hooks;
import io.segue.platform.Database;
import io.segue.platform.Secret;
import io.segue.tenant.Role;
import io.segue.tenant.Tenants;
import io.segue.web.ProblemException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One and the same answer for everything that is not authenticated; its reason is for the customer only. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HookRefusalTest {

    /** Longer than a hook is remembered. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(6);

    @Inject
    TestingHeap heap;

    @Inject
    TestingTenants made;

    @Inject
    TestingSystemClock clock;

    @Inject
    Tenants tenants;

    @Inject
    Hooks hooks;

    @Inject
    Database database;

    Integration integration;
    Instant now;
    String body;

    @BeforeEach
    void integrate() {
        integration = heap.integration();
        now = clock.stop();
        body = page("1", "\"add\":[{\"id\":\"a\"}]");
    }

    @AfterEach
    void letTheClockGoOn() {
        clock.goOn();
    }

    @Test
    void nothingTellsARefusalFromAnother() {
        Integration suspended = heap.integration();
        tenants.suspend(suspended.tenant().slug());
        String signature = integration.signature(body, now);

        List<Response> refused = Stream.of(
                        integration.withToken("no-ones-token").send(body, now),
                        integration.withSecret("another secret").send(body, now),
                        integration.send(body, now.minusSeconds(301)),
                        integration.send("not json", now),
                        suspended.send(body, now),
                        suspended.withSecret("another secret").send(body, now),
                        integration.post(request(), body),
                        integration.post(request().header("Heap-Hash", "sha256=abc"), body),
                        integration.post(request().header("Heap-Hash", signature.replace("ts:", "ts:0")), body),
                        integration.post(request().header("Heap-Hash", signature.replace("=", "")), body),
                        integration.post(request().header("Heap-Hash", signature), body + " "))
                .toList();

        assertThat(refused).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(403));
        assertThat(refused).extracting(HookRefusalTest::bytes).containsOnly(bytes(refused.get(0)));
        TestingHeaders.checked(refused.get(0));
        assertThat(refused.get(0).asString()).isEqualTo("{\"error\":\"Invalid signature\"}");
        inbox().body("items.verdict", contains("stale"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, -299, 0, 299, 300})
    void takesWhatWasSignedWithinTheWindow(int seconds) {
        assertThat(integration.send(body, now.plusSeconds(seconds)).statusCode())
                .isEqualTo(200);
        inbox().body("items", hasSize(1)).body("items[0].fault", equalTo(null));
    }

    @ParameterizedTest
    @ValueSource(ints = {-86_400, -301, 301, 86_400})
    void keepsWhatIsStaleButRefusesIt(int seconds) {
        assertThat(integration.send(body, now.plusSeconds(seconds)).statusCode())
                .isEqualTo(403);
        String off = String.format(Locale.ROOT, "%,d seconds ", Math.abs(seconds))
                + (seconds < 0 ? "behind" : "ahead of") + " our clock";
        inbox().body("items.verdict", contains("stale")).body("items[0].fault", containsString(off));
    }

    @Test
    void answers200ToAStalePageThatCameInTimeBefore() {
        integration.send(body, now);
        clock.tick(Duration.ofMinutes(6));

        assertThat(integration.send(body, now).statusCode()).isEqualTo(200);
        inbox().body("items", hasSize(1)).body("items[0].duplicates", equalTo(1));
    }

    @Test
    void readsATimeInSecondsToo() {
        String seconds = Long.toString(now.getEpochSecond());
        byte[] mac = HeapSignature.sign(
                new Secret(integration.secret()), seconds, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String signature =
                "ts:" + seconds + ",hmac:" + java.util.Base64.getEncoder().encodeToString(mac);

        assertThat(integration
                        .post(request().header("Heap-Hash", signature), body)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void doesNotChooseBetweenTwoSignatures() {
        String good = integration.signature(body, now);
        String bad = integration.withSecret("another secret").signature(body, now);
        String badMac = bad.substring(bad.indexOf("hmac:"));

        for (RequestSpecification request : List.of(
                request().header("Heap-Hash", good, bad),
                request().header("Heap-Hash", bad, good),
                request().header("Heap-Hash", good + "," + badMac),
                request().header("Heap-Hash", good + ",ts:1700000000000"))) {
            assertThat(integration.post(request, body).statusCode()).isEqualTo(400);
        }
        inbox().body("items", hasSize(0));
    }

    @Test
    void takesBothSecretsUntilTheOverlapEnds() {
        Integration renewed = integration.withSecret("the next secret of " + integration.token());
        hooks.setSecret(integration.tenant().id(), new Secret(renewed.secret()), "a test");

        assertThat(integration.send(page("1", "\"add\":[]"), now).statusCode()).isEqualTo(200);
        assertThat(renewed.send(page("1", "\"add\":[]"), now).statusCode()).isEqualTo(200);

        endOverlap("previous_secret_until");
        assertThat(integration.send(page("1", "\"add\":[]"), now).statusCode()).isEqualTo(403);
        assertThat(renewed.send(page("1", "\"add\":[]"), now).statusCode()).isEqualTo(200);
    }

    @Test
    void takesBothAddressesUntilTheOverlapEnds() {
        Integration moved = integration.withToken(
                hooks.rotateToken(integration.tenant().id(), "a test").value());

        assertThat(integration.send(page("1", "\"add\":[]"), now).statusCode()).isEqualTo(200);
        assertThat(moved.send(page("1", "\"add\":[]"), now).statusCode()).isEqualTo(200);

        endOverlap("previous_token_until");
        assertThat(integration.send(page("1", "\"add\":[]"), now).statusCode()).isEqualTo(403);
        assertThat(moved.send(page("1", "\"add\":[]"), now).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesASuspendedTenantAsSoonAsTheHookIsForgotten() {
        assertThat(integration.send(page("1", "\"add\":[]"), now).statusCode()).isEqualTo(200);

        tenants.suspend(integration.tenant().slug());
        clock.tick(FORGOTTEN);

        assertThat(integration.send(page("1", "\"add\":[]"), now).statusCode()).isEqualTo(403);
    }

    @Test
    void doesNotTakeOneTenantsPageAtAnothersAddress() {
        Integration other = heap.integration();

        assertThat(integration.withToken(other.token()).send(body, now).statusCode())
                .isEqualTo(403);
        assertThat(hooks.state(other.tenant().id()).lastRefusal())
                .hasValueSatisfying(reason -> assertThat(reason).contains("secret does not match"));
    }

    /** A page for one would verify at the other's address. */
    @Test
    void keepsNoSecretThatIsAnotherTenants() {
        Integration other = heap.integration();
        Secret taken = new Secret(integration.secret());

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> hooks.setSecret(other.tenant().id(), taken, "a test"))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(409);
                    assertThat(refused.detail())
                            .startsWith("Saving the webhook secret: it is already in use elsewhere.");
                });

        assertThat(other.send(body, now).statusCode()).isEqualTo(200);
        assertThat(other.withSecret(integration.secret()).send(body, now).statusCode())
                .isEqualTo(403);
        hooks.setSecret(integration.tenant().id(), taken, "a test");
    }

    private void endOverlap(String column) {
        database.doInTenant(integration.tenant().id(), connection -> {
            try (var update =
                    connection.prepareStatement("update hook set " + column + " = now() - interval '1 second'")) {
                update.executeUpdate();
            }
        });
        clock.tick(FORGOTTEN);
    }

    private static RequestSpecification request() {
        return Integration.request();
    }

    /** The whole answer but for when it was given. */
    private static String bytes(Response answer) {
        return answer.statusLine() + "\n"
                + answer.headers().asList().stream()
                        .filter(header -> !header.getName().equalsIgnoreCase("Date"))
                        .toList()
                + "\n" + answer.asString();
    }

    private ValidatableResponse inbox() {
        return made.as(Role.VIEWER, integration.tenant())
                .get("/api/v1/deliveries")
                .then();
    }
}
