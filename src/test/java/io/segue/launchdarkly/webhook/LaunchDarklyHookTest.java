package io.segue.launchdarkly.webhook;

import static io.restassured.RestAssured.given;
import static io.segue.flags.change.TestingChanges.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.flags.change.ChangeOrders;
import io.segue.flags.change.TestingChanges;
import io.segue.flags.change.TestingChanges.Told;
import io.segue.platform.Tokens;
import io.segue.tenant.Tenants;
import io.segue.web.gate.GateConfig;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What LaunchDarkly's webhook is answered, and what becomes of what it tells. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class LaunchDarklyHookTest {

    @Inject
    TestingChanges changes;

    @Inject
    Tenants tenants;

    @Inject
    GateConfig gate;

    @Inject
    Clock clock;

    @Test
    void keepsAChangeOfAChosenFlagForHeap() {
        Told told = changes.told();

        Response answer = send(told, entry(id(), "new-checkout", "production", true, now()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("{\"status\":\"stored\"}");
        assertThat(told.changes()).singleElement().satisfies(change -> {
            assertThat(change.state()).isEqualTo("waiting");
            assertThat(change.on()).contains(true);
            assertThat(change.who()).isEqualTo("Ann Lee");
        });
        assertThat(told.hook().lastCallAt()).isPresent();
    }

    @Test
    void dropsWhatIsToldAgain() {
        Told told = changes.told();
        String body = entry(id(), "new-checkout", "production", true, now());

        send(told, body);

        assertThat(send(told, body).asString()).isEqualTo("{\"status\":\"duplicate\"}");
        assertThat(told.changes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"another-flag production", "new-checkout test"})
    void notesWhyAChangeBecomesNoEvent(String what) {
        Told told = changes.told();

        send(told, entry(id(), what.split(" ")[0], what.split(" ")[1], true, now()));

        assertThat(told.changes()).singleElement().satisfies(change -> {
            assertThat(change.state()).isEqualTo("ignored");
            assertThat(change.reason()).isNotEmpty();
        });
    }

    @Test
    void leavesAloneWhatIsOlderThanItsTraceIsKept() {
        Told told = changes.told();

        send(
                told,
                entry(
                        id(),
                        "new-checkout",
                        "production",
                        true,
                        now() - Duration.ofDays(31).toMillis()));

        assertThat(told.changes()).extracting(ChangeOrders.Told::state).containsExactly("ignored");
    }

    @Test
    void takesNothingForAnEventWhileTheyAreOff() {
        Told told = changes.told();
        told.order(false);

        send(told, entry(id(), "new-checkout", "production", true, now()));

        assertThat(told.changes())
                .extracting(ChangeOrders.Told::reason)
                .containsExactly("Events are off for this environment");
    }

    @Test
    void answersTheSameToEverybodyWhoIsNotLaunchDarkly() {
        Told told = changes.told();
        Told suspended = changes.told();
        tenants.suspend(suspended.tenant.slug());
        String body = entry(id(), "new-checkout", "production", true, now());
        String nobodys = "/hooks/launchdarkly/" + Tokens.random().value();

        List<Response> refused = List.of(
                post(told.path, Optional.of(signature("another secret", body)), body),
                post(told.path, Optional.empty(), body),
                post(told.path, Optional.of("nonsense"), body),
                post(nobodys, Optional.of(signature(told.secret, body)), body),
                post(nobodys, Optional.empty(), body),
                post(suspended.path, Optional.of(signature(suspended.secret, body)), body),
                // Another tenant's signature, at this tenant's URL.
                post(told.path, Optional.of(signature(suspended.secret, body)), body));

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.asString()).isEqualTo("{\"error\":\"Invalid signature\"}");
            assertThat(answer.headers().getValues("Content-Type"))
                    .isEqualTo(refused.get(0).headers().getValues("Content-Type"));
        });
        assertThat(told.changes()).isEmpty();
        assertThat(told.hook().lastRefusal()).isPresent();
    }

    @Test
    void believesTheBytesAndNotWhatTheyMean() {
        Told told = changes.told();
        String body = entry(id(), "new-checkout", "production", true, now());

        assertThat(post(told.path, Optional.of(signature(told.secret, body)), body.replace(": ", ":"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void keepsTheSecretBeforeForADay() {
        Told told = changes.told();
        String body = entry(id(), "new-checkout", "production", true, now());
        changes.newSecret(told, "a newer secret of " + told.tenant.slug());

        assertThat(send(told, body).statusCode()).isEqualTo(200);
        assertThat(post(told.path, Optional.of(signature("a newer secret of " + told.tenant.slug(), body)), body)
                        .asString())
                .contains("duplicate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "not json", "{\"_id\": \"a\"}"})
    void takesWhatIsGenuineAndCannotBeReadAndSaysWhy(String body) {
        Told told = changes.told();

        assertThat(send(told, body).asString()).isEqualTo("{\"status\":\"unusable\"}");
        assertThat(told.hook().lastRefusal().orElseThrow())
                .contains("Reading the call")
                .contains("The signature was right.");
    }

    @Test
    void ignoresWhatTellsOfSomethingElse() {
        Told told = changes.told();

        assertThat(send(told, "{\"_id\": \"a\", \"date\": 1, \"kind\": \"environment\"}")
                        .asString())
                .isEqualTo("{\"status\":\"ignored\"}");
    }

    @Test
    void refusesBodiesThatAreTooLargeOrEncoded() {
        Told told = changes.told();

        assertThat(given().body(" ".repeat(10 * 1024 * 1024 + 1))
                        .post(told.path)
                        .statusCode())
                .isEqualTo(413);
        assertThat(given().header("Content-Encoding", "gzip")
                        .body("{}")
                        .post(told.path)
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void tellsWhoeverFailsTooOftenToWait() {
        String nobodys = "/hooks/launchdarkly/" + Tokens.random().value();
        for (int i = 0; i < gate.failedCalls(); i++) {
            assertThat(post(nobodys, Optional.empty(), "{}").statusCode()).isEqualTo(403);
        }

        assertThat(post(nobodys, Optional.empty(), "{}").statusCode()).isEqualTo(429);
    }

    private Response send(Told told, String body) {
        return post(told.path, Optional.of(signature(told.secret, body)), body);
    }

    private static Response post(String path, Optional<String> signature, String body) {
        RequestSpecification call = given().contentType("application/json").body(body.getBytes(StandardCharsets.UTF_8));
        signature.ifPresent(value -> call.header("X-LD-Signature", value));
        return call.post(path);
    }

    private static String signature(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private long now() {
        return clock.millis();
    }
}
