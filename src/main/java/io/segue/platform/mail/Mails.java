package io.segue.platform.mail;

import io.quarkus.logging.Log;
import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Hands mails to the mail server, and says in words why one could not be sent. */
@ApplicationScoped
public class Mails {

    /** Someone waits for the page. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** What a mail server answers, such as "550 5.1.1 No such user". */
    private static final Pattern REPLY = Pattern.compile("\\b[45]\\d\\d[ -].*", Pattern.DOTALL);

    private static final int LONGEST_REPLY = 200;

    private final Optional<String> from;

    Mails(@ConfigProperty(name = "quarkus.mailer.from") Optional<String> from) {
        this.from = from;
    }

    /** False where the operator has set up no mail. */
    public boolean areSent() {
        return from.isPresent();
    }

    /** Empty when the mail server took it; else why it did not, for the one who wanted it sent. */
    public Optional<String> send(MailTemplateInstance mail) {
        try {
            mail.send().await().atMost(LONGEST);
            return Optional.empty();
        } catch (TimeoutException e) {
            Log.warnf("A mail could not be sent: the mail server did not answer within %s", LONGEST);
            return Optional.of("the mail server did not answer within " + LONGEST.toSeconds() + " seconds");
        } catch (RuntimeException e) {
            Log.warnf("A mail could not be sent: %s", e);
            return Optional.of(words(e));
        }
    }

    /** The server's own answer where there is one; never its name or address. */
    static String words(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Matcher reply = REPLY.matcher(String.valueOf(cause.getMessage()));
            if (reply.find()) {
                String text = reply.group().replaceAll("\\s+", " ").strip();
                return "the mail server refused it: " + text.substring(0, Math.min(text.length(), LONGEST_REPLY));
            }
        }
        return "the mail server could not be reached";
    }
}
