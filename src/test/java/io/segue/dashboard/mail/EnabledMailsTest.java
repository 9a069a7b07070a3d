package io.segue.dashboard.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.mail.TestingMails;
import io.segue.tenant.Requests;
import io.segue.tenant.Requests.Made;
import io.segue.tenant.Requests.Wish;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantState;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who asked for the integration is told when support enables it. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class EnabledMailsTest {

    @Inject
    Requests requests;

    @Inject
    Tenants tenants;

    @Inject
    TestingTenants made;

    @Inject
    TestingRows rows;

    @Inject
    TestingMails mails;

    @Inject
    MockMailbox mailbox;

    private final String unique = Long.toString(System.nanoTime(), 36);

    @AfterEach
    void letMailsGoOut() {
        mails.work();
    }

    @Test
    void tellsTheOneWhoAskedByTheirVerifiedAddress() {
        Made asked = ask(Optional.of(unique + "@example.com"));

        tenants.enable(asked.slug());
        tenants.suspend(asked.slug());
        tenants.enable(asked.slug());

        assertThat(mailbox.getMailsSentTo(unique + "@example.com"))
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.getSubject()).isEqualTo("Segue is enabled for Org " + unique);
                    assertThat(mail.getText())
                            .contains("/t/" + asked.slug() + "/setup")
                            .doesNotContain("/hooks/heap/");
                });
        assertThat(rows.audit(asked.tenant())).contains("Segue mailed that the integration is enabled: ");
    }

    @Test
    void tellsTheContactWhereNoAddressIsVerified() {
        tenants.enable(ask(Optional.empty()).slug());

        assertThat(mailbox.getMailsSentTo("contact-" + unique + "@example.com")).hasSize(1);
    }

    @Test
    void enablesAllTheSameWhenTheMailServerFails() {
        mails.fail("the mail server could not be reached");
        Made asked = ask(Optional.empty());

        assertThat(tenants.enable(asked.slug()).state()).isEqualTo(TenantState.ENABLED);

        assertThat(rows.audit(asked.tenant()))
                .contains("Segue could not mail that it is enabled: the mail server could not be reached");
    }

    @Test
    void tellsNobodyOfATenantThatSupportMade() {
        long before = mailbox.getTotalMessagesSent();

        made.enabled();

        assertThat(mailbox.getTotalMessagesSent()).isEqualTo(before);
    }

    private Made ask(Optional<String> verified) {
        return requests.make(
                new Wish("Org " + unique, "contact-" + unique + "@example.com", ""),
                new SignedIn("https://idp", unique, "Ann", verified));
    }
}
