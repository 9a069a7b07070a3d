package io.segue.dashboard.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvitationMailViewTest {

    @Test
    void keepsANameToOneLine() {
        InvitationMailView view = new InvitationMailView(
                "Acme\r\nBcc: everyone@example.com", "Ann\n", "bo@example.com", "viewer", "", "tomorrow", "");

        assertThat(view.subject()).isEqualTo("Ann invites you to Acme Bcc: everyone@example.com");
    }
}
