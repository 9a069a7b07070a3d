package io.segue.platform.mail;

import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sends to Quarkus' mock mailbox, unless a mail server that fails, or none at all, is to be played. */
@Alternative
@Priority(1)
@Singleton
public class TestingMails extends Mails {

    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean isSetUp = true;

    TestingMails(@ConfigProperty(name = "quarkus.mailer.from") Optional<String> from) {
        super(from);
    }

    public void fail(String why) {
        failure = Optional.of(why);
    }

    public void beMissing() {
        isSetUp = false;
    }

    public void work() {
        failure = Optional.empty();
        isSetUp = true;
    }

    @Override
    public boolean areSent() {
        return isSetUp && super.areSent();
    }

    @Override
    public Optional<String> send(MailTemplateInstance mail) {
        return failure.isPresent() ? failure : super.send(mail);
    }
}
