package io.segue.alert.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingSystemClock;
import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TestingReceiver;
import io.segue.alert.TestingReceiver.Call;
import io.segue.alert.TestingTargets;
import io.segue.alert.notice.Deliveries;
import io.segue.alert.notice.LoggedDelivery;
import io.segue.alert.target.Targets;
import io.segue.platform.mail.TestingMails;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when notices do not reach their targets. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class AlertSenderTest {

    @Inject
    TestingSending sending;

    @Inject
    TestingTargets made;

    @Inject
    TestingRows rows;

    @Inject
    TestingSystemClock clock;

    @Inject
    TestingMails mails;

    @Inject
    MockMailbox mailbox;

    @Inject
    Targets targets;

    @Inject
    Deliveries deliveries;

    private final TestingReceiver receiver = new TestingReceiver();
    TenantSummary tenant;
    AlertSender sender;
    DueNotices due;

    @BeforeEach
    void makeATenantWithOneSync() {
        TestingSending.Begun begun = sending.begin(receiver);
        tenant = begun.tenant();
        sender = begun.sender();
        due = begun.due();
    }

    @AfterEach
    void goOn() throws InterruptedException {
        sending.end(sender);
        receiver.close();
    }

    @Test
    void triesAgainWithTheSameIdAndBodyAndNotBeforeItIsAsked() {
        made.signed(tenant.id(), "ours", receiver.url("/hook"), EventType.CHOICES);
        receiver.answer(429, "Retry-After", "3600");
        receiver.answer(503);
        sending.fail(tenant, "rejected");

        sender.sendWhatIsDue();
        assertThat(log().get(0)).satisfies(one -> {
            assertThat(one.state()).isEqualTo("waiting");
            assertThat(one.answer()).contains("Answered 429");
            assertThat(one.nextTryAt()).contains(clock.instant().plusSeconds(3_600));
        });
        clock.tick(Duration.ofMinutes(59));
        sender.sendWhatIsDue();
        assertThat(receiver.calls()).hasSize(1);
        clock.tick(Duration.ofMinutes(2));
        sender.sendWhatIsDue();
        clock.tick(Duration.ofMinutes(2));
        sender.sendWhatIsDue();

        assertThat(receiver.calls()).hasSize(3);
        assertThat(receiver.calls().stream().map(Call::body).distinct()).hasSize(1);
        assertThat(receiver.calls().stream()
                        .map(call -> call.header("webhook-id"))
                        .distinct())
                .hasSize(1);
        assertThat(log().get(0)).satisfies(one -> {
            assertThat(one.state()).as(one.answer().orElse("")).isEqualTo("delivered");
            assertThat(one.attempts()).isEqualTo(3);
        });
    }

    @Test
    void givesUpAfterADayAndSaysSo() {
        made.signed(tenant.id(), "ours", "http://127.0.0.1:1/nobody", EventType.CHOICES);
        sending.fail(tenant, "rejected");

        for (int hour = 0; hour < 30; hour++) {
            sender.sendWhatIsDue();
            clock.tick(Duration.ofHours(1));
        }

        assertThat(log().get(0)).satisfies(one -> {
            assertThat(one.state()).isEqualTo("given-up");
            assertThat(one.answer()).contains("No answer: nothing accepted the connection");
            assertThat(one.attempts()).isBetween(5, 30);
        });
        assertThat(targets.get(tenant.id(), target()).isFailing()).isTrue();
    }

    @Test
    void followsNobodyElsewhereAndTriesNothingThatIsGone() {
        made.signed(tenant.id(), "ours", receiver.url("/hook"), EventType.CHOICES);
        receiver.answer(302, "Location", "http://169.254.169.254/");
        receiver.answer(410);
        sending.fail(tenant, "rejected");

        sender.sendWhatIsDue();
        assertThat(log().get(0).answer()).contains("Answered 302: it points elsewhere, and that is not followed");
        clock.tick(Duration.ofMinutes(1));
        sender.sendWhatIsDue();

        assertThat(log().get(0).state()).isEqualTo("given-up");
    }

    @Test
    void sendsAgainWhatANodeTookAndWasLostWith() {
        made.signed(tenant.id(), "ours", receiver.url("/hook"), EventType.CHOICES);
        sending.fail(tenant, "rejected");

        assertThat(due.claim(10)).hasSize(1);
        sender.sendWhatIsDue();
        assertThat(receiver.calls()).isEmpty();
        clock.tick(Duration.ofMinutes(3));
        sender.sendWhatIsDue();

        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void mailsAndTriesAgainWhenTheMailServerFails() {
        made.of(tenant.id(), "email", "oncall@example.com", Level.WARN);
        sending.fail(tenant, "rejected");
        mails.fail("the mail server could not be reached");
        sender.sendWhatIsDue();
        assertThat(log().get(0).answer()).contains("The mail server could not be reached");

        mails.work();
        clock.tick(Duration.ofMinutes(1));
        sender.sendWhatIsDue();

        assertThat(mailbox.getMailsSentTo("oncall@example.com")).singleElement().satisfies(mail -> {
            assertThat(mail.getSubject()).startsWith("Critical: Runs of Power <b> users to Production fail");
            assertThat(mail.getHtml()).contains("Power &lt;b&gt; users").doesNotContain("Power <b>");
            assertThat(mail.getText()).contains("https://segue.example/t/" + tenant.slug());
        });
        assertThat(log().get(0).state()).isEqualTo("delivered");
    }

    @Test
    void sendsNothingMoreToWhatWasRemoved() {
        made.signed(tenant.id(), "ours", receiver.url("/hook"), EventType.CHOICES);
        sending.fail(tenant, "rejected");
        targets.remove(tenant.id(), target(), "a test");
        sender.sendWhatIsDue();

        assertThat(receiver.calls()).isEmpty();
        assertThat(log().get(0).state()).isEqualTo("dropped");
        assertThat(rows.count(
                        tenant.id(),
                        "select count(*) from alert_target where tenant_id = ? and sealed_address is not null"))
                .isZero();
    }

    private String target() {
        return targets.list(tenant.id()).get(0).id();
    }

    private List<LoggedDelivery> log() {
        return deliveries.list(tenant.id(), Optional.empty(), "", "", 10);
    }
}
