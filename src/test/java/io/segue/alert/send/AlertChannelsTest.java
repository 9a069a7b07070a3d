package io.segue.alert.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.segue.TestingDatabase;
import io.segue.TestingSystemClock;
import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TestingReceiver;
import io.segue.alert.TestingReceiver.Call;
import io.segue.alert.TestingTargets;
import io.segue.alert.notice.Deliveries;
import io.segue.alert.notice.LoggedDelivery;
import io.segue.alert.target.Targets;
import io.segue.platform.Secret;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each kind of target gets. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class AlertChannelsTest {

    @Inject
    TestingSending sending;

    @Inject
    TestingTargets made;

    @Inject
    TestingSystemClock clock;

    @Inject
    Targets targets;

    @Inject
    Deliveries deliveries;

    private final TestingReceiver receiver = new TestingReceiver();
    TenantSummary tenant;
    AlertSender sender;

    @BeforeEach
    void makeATenantWithOneSync() {
        TestingSending.Begun begun = sending.begin(receiver);
        tenant = begun.tenant();
        sender = begun.sender();
    }

    @AfterEach
    void goOn() throws InterruptedException {
        sending.end(sender);
        receiver.close();
    }

    @Test
    void signsWhatAProgramGetsAsTheStandardWantsIt() throws WebhookVerificationException {
        Secret secret = made.signed(tenant.id(), "ours", receiver.url("/hook"), EventType.CHOICES);
        sending.fail(tenant, "rejected");
        sender.sendWhatIsDue();

        Call call = only();
        new Webhook(secret.value()).verify(call.body(), headers(call));
        assertThatThrownBy(() -> new Webhook(secret.value()).verify(call.body() + " ", headers(call)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(call.header("webhook-id")).startsWith("msg_");
        JsonPath event = JsonPath.from(call.body());
        assertThat(event.getString("type")).isEqualTo("alert.raised");
        assertThat(Instant.parse(event.getString("timestamp"))).isEqualTo(clock.instant());
        assertThat(event.getString("data.tenant")).isEqualTo(tenant.slug());
        assertThat(event.getString("data.alert.kind")).isEqualTo("run-failing");
        assertThat(event.getString("data.alert.level")).isEqualTo("critical");
        assertThat(event.getString("data.alert.title")).isEqualTo("Runs of Power <b> users to Production fail");
        assertThat(log().get(0).state()).isEqualTo("delivered");
    }

    @Test
    void signsWithBothSecretsAfterOneWasMade() throws WebhookVerificationException {
        Secret before = made.signed(tenant.id(), "ours", receiver.url("/hook"), EventType.CHOICES);
        Secret after = targets.rotateSecret(tenant.id(), target(), "a test");
        sending.fail(tenant, "rejected");
        sender.sendWhatIsDue();

        Call call = only();
        new Webhook(before.value()).verify(call.body(), headers(call));
        new Webhook(after.value()).verify(call.body(), headers(call));

        clock.tick(Duration.ofHours(25));
        deliveries.resend(tenant.id(), log().get(0).id(), "a test");
        sender.sendWhatIsDue();

        Call later = receiver.calls().get(1);
        assertThat(later.header("webhook-signature").split(" ")).hasSize(1);
    }

    @Test
    void beginsAndResolvesOneIncident() {
        made.of(tenant.id(), "pagerduty", "0123456789abcdef0123456789abcdef", Level.WARN);
        sending.fail(tenant, "rejected");
        sender.sendWhatIsDue();
        sending.recover(tenant);
        sender.sendWhatIsDue();

        List<JsonPath> events =
                receiver.calls().stream().map(Call::body).map(JsonPath::from).toList();
        assertThat(events).extracting(event -> event.getString("event_action")).containsExactly("trigger", "resolve");
        assertThat(events.get(0).getString("dedup_key"))
                .startsWith("alt_")
                .isEqualTo(events.get(1).getString("dedup_key"));
        assertThat(events.get(0).getString("routing_key")).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(events.get(0).getString("payload.severity")).isEqualTo("critical");
        assertThat(events.get(0).getString("payload.source")).startsWith("segue:");
    }

    @Test
    void resolvesNothingBeforeItsBeginningIsThere() {
        made.of(tenant.id(), "pagerduty", "0123456789abcdef0123456789abcdef", Level.WARN);
        receiver.answer(503);
        sending.fail(tenant, "rejected");
        sender.sendWhatIsDue();
        sending.recover(tenant);
        sender.sendWhatIsDue();

        // The beginning may have arrived all the same: its end is told, and the beginning is not tried any more.
        assertThat(receiver.calls().stream()
                        .map(call -> JsonPath.from(call.body()).getString("event_action")))
                .containsExactly("trigger", "resolve");
        clock.tick(Duration.ofHours(1));
        sender.sendWhatIsDue();
        assertThat(receiver.calls()).hasSize(2);
    }

    @Test
    void closesTheIncidentOfATestItself() {
        String target = made.of(tenant.id(), "pagerduty", "0123456789abcdef0123456789abcdef", Level.WARN);
        deliveries.test(tenant.id(), "Acme", "/t/x/alerts", target, "a test");
        sender.sendWhatIsDue();

        assertThat(receiver.calls().stream()
                        .map(call -> JsonPath.from(call.body()).getString("event_action")))
                .containsExactly("trigger", "resolve");
    }

    @Test
    void writesToSlackWithoutLettingNamesBecomeMarks() {
        made.of(tenant.id(), "slack", receiver.url("/services/T0/B0/x"), Level.WARN);
        sending.fail(tenant, "rejected");
        sender.sendWhatIsDue();

        assertThat(JsonPath.from(only().body()).getString("text"))
                .startsWith("*Critical: Runs of Power &lt;b&gt; users to Production fail (")
                .contains("<https://segue.example/t/" + tenant.slug() + "/segments/seg_");
    }

    private String target() {
        return targets.list(tenant.id()).get(0).id();
    }

    private Call only() {
        assertThat(receiver.calls()).hasSize(1);
        return receiver.calls().get(0);
    }

    private List<LoggedDelivery> log() {
        return deliveries.list(tenant.id(), Optional.empty(), "", "", 10);
    }

    /** Names in any case, as a program that gets them would see them. */
    private static Map<String, List<String>> headers(Call call) {
        return HttpHeaders.of(call.headers(), (name, value) -> true).map();
    }
}
