package io.segue.dashboard;

import io.segue.dashboard.mail.InvitationMails;
import io.segue.dashboard.mail.InvitationMails.LastMail;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.People;
import io.segue.tenant.People.Invitation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Those who are invited and have not come, with what became of their mail. */
@ApplicationScoped
public class InvitedViews {

    /** A mail that is under way for longer broke off with the server that sent it. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final People people;
    private final InvitationMails mails;
    private final OpaqueIds ids;
    private final Clock clock;

    InvitedViews(People people, InvitationMails mails, OpaqueIds ids, Clock clock) {
        this.people = people;
        this.mails = mails;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Someone who has not come yet.
     *
     * @param sentence what tells the person the same as the mail
     */
    public record Invited(
            String id,
            String address,
            String role,
            Instant invitedAt,
            Optional<String> invitedBy,
            Optional<Instant> expiresAt,
            boolean isExpired,
            Optional<Mailed> mail,
            Optional<String> sentence) {}

    /** sent, failed or underway. */
    public record Mailed(String state, Instant at, String failure) {}

    boolean isMailSent() {
        return mails.areSent();
    }

    public List<Invited> list(long tenant, String organisation) {
        Map<String, LastMail> last = mails.last(tenant);
        Instant now = clock.instant();
        return people.invited(tenant).stream()
                .map(invitation -> new Invited(
                        ids.encode("inv", invitation.id()),
                        invitation.called(),
                        invitation.role().word(),
                        invitation.invitedAt(),
                        invitation.invitedBy(),
                        invitation.expiresAt(),
                        invitation.expiresAt().filter(now::isAfter).isPresent(),
                        Optional.ofNullable(last.get(invitation.address().toLowerCase(Locale.ROOT)))
                                .map(mail -> mailed(mail, now)),
                        sentence(organisation, invitation)))
                .toList();
    }

    private Optional<String> sentence(String organisation, Invitation invitation) {
        return invitation.hasAddress()
                ? Optional.of(mails.view(organisation, invitation).sentence())
                : Optional.empty();
    }

    private static Mailed mailed(LastMail mail, Instant now) {
        if (mail.isSent()) {
            return new Mailed("sent", mail.at(), "");
        }
        boolean isUnderway = mail.failure().isEmpty() && now.isBefore(mail.at().plus(LONGEST));
        return isUnderway
                ? new Mailed("underway", mail.at(), "")
                : new Mailed("failed", mail.at(), mail.failure().orElse("sending it broke off"));
    }
}
