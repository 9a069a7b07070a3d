package io.segue.dashboard.mail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingForms;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.inbox.hook.SupportDesk;
import io.segue.platform.mail.TestingMails;
import io.segue.tenant.Requests;
import io.segue.tenant.Requests.Made;
import io.segue.tenant.Requests.Wish;
import io.segue.tenant.Role;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantState;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
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
    SupportDesk desk;

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

        desk.enable(asked.slug(), "support");
        desk.suspend(asked.slug(), "", "support");
        desk.enable(asked.slug(), "support");

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
    @TestSecurity(user = "enabled-owner")
    void saysOfTheAddressForHeapWhatSetUpThenShows() {
        Made asked = ask(Optional.of(unique + "@example.com"));
        String url = desk.enable(asked.slug(), "support").newUrl().orElseThrow();
        made.join(asked.tenant(), "enabled-owner", Role.OWNER);
        String page = "/t/" + asked.slug() + "/setup";

        assertThat(mailbox.getMailsSentTo(unique + "@example.com"))
                .singleElement()
                .satisfies(mail -> assertThat(List.of(mail.getText(), mail.getHtml()))
                        .allSatisfy(words -> assertThat(words)
                                .contains("Support has made the address for Heap and gives it to you")
                                .contains("make a new one there, under “I do not have it”: it is shown once")));
        given().get(page)
                .then()
                .statusCode(200)
                .body(
                        containsString("ending in <code>" + url.substring(url.length() - 4) + "</code> was made"),
                        containsString("I do not have it"),
                        not(containsString("/hooks/heap/")));
        TestingForms.post(page, page + "/hook-url", Map.of())
                .then()
                .statusCode(200)
                .body(
                        containsString("/hooks/heap/"),
                        containsString("it is shown only this once"),
                        not(containsString(url)));
    }

    @Test
    void tellsTheContactWhereNoAddressIsVerified() {
        desk.enable(ask(Optional.empty()).slug(), "support");

        assertThat(mailbox.getMailsSentTo("contact-" + unique + "@example.com")).hasSize(1);
    }

    @Test
    void enablesAllTheSameWhenTheMailServerFails() {
        mails.fail("the mail server could not be reached");
        Made asked = ask(Optional.empty());

        assertThat(desk.enable(asked.slug(), "support").tenant().state()).isEqualTo(TenantState.ENABLED);

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
