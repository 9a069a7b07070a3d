package io.segue.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailsTest {

    @Test
    void sendsNothingWithoutASender() {
        assertThat(new Mails(Optional.empty()).areSent()).isFalse();
        assertThat(new Mails(Optional.of("segue@example.com")).areSent()).isTrue();
    }

    @Test
    void passesOnWhatTheMailServerAnswered() {
        assertThat(Mails.words(new IllegalStateException(new RuntimeException(
                        "recipient address not accepted: 550 5.1.1 <bo@example.com>:\r\n No such user"))))
                .isEqualTo("the mail server refused it: 550 5.1.1 <bo@example.com>: No such user");
    }

    @Test
    void namesNoServerOfOurs() {
        assertThat(Mails.words(new RuntimeException(
                        new ConnectException("Connection refused: mail.inside.example/10.0.0.7:25"))))
                .isEqualTo("the mail server could not be reached");
    }
}
