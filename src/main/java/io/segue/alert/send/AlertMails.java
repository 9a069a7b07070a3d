package io.segue.alert.send;

import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import io.quarkus.qute.CheckedTemplate;
import io.segue.platform.mail.Mails;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Notices by e-mail. */
@ApplicationScoped
class AlertMails {

    private final Mails mails;

    AlertMails(Mails mails) {
        this.mails = mails;
    }

    @CheckedTemplate
    static class Templates {
        static native MailTemplateInstance notice(AlertMailView view);

        private Templates() {}
    }

    Outcome send(Message message) {
        if (!mails.areSent()) {
            return Outcome.hopeless(0, "This installation sends no mail: who runs it has to set that up");
        }
        AlertMailView view = new AlertMailView(
                message.headline(),
                message.detail(),
                message.url(),
                message.tenant(),
                message.target().name(),
                message.at());
        Optional<String> failure = mails.send(
                Templates.notice(view).to(message.target().address().value()).subject(view.headline()));
        return failure.map(why -> Outcome.again(0, capital(why), Optional.empty()))
                .orElseGet(() -> Outcome.delivered(0, "The mail server took it"));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(java.util.Locale.ENGLISH) + words.substring(1);
    }
}
