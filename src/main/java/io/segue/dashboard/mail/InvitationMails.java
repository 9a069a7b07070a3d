package io.segue.dashboard.mail;

import io.quarkus.logging.Log;
import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import io.quarkus.qute.CheckedTemplate;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.platform.mail.Mails;
import io.segue.tenant.People.Invitation;
import io.segue.tenant.Tenants.InvitedEvent;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Mails invitations, always after they are stored: a mail server that fails loses none. Each attempt is a row before it
 * is made, so that many at once keep to the limits.
 */
@ApplicationScoped
public class InvitationMails {

    private static final Duration KEPT = Duration.ofDays(30);

    private final Database database;
    private final Mails mails;
    private final MailConfig config;
    private final Clock clock;
    private final String url;

    InvitationMails(
            Database database,
            Mails mails,
            MailConfig config,
            Clock clock,
            @ConfigProperty(name = "segue.url") String url) {
        this.database = database;
        this.mails = mails;
        this.config = config;
        this.clock = clock;
        this.url = url + "/sign-in";
    }

    @CheckedTemplate
    static class Templates {
        static native MailTemplateInstance invitation(InvitationMailView view);

        private Templates() {}
    }

    /** The last mail to an address: sent, refused for a reason, or under way. */
    public record LastMail(Instant at, boolean isSent, Optional<String> failure) {}

    public boolean areSent() {
        return mails.areSent();
    }

    /** The sentence that tells the person the same, and the view of the mail. */
    public InvitationMailView view(String organisation, Invitation invitation) {
        return InvitationMailView.of(organisation, invitation, url);
    }

    void mail(@Observes InvitedEvent invited) {
        try {
            String organisation = database.inTenant(
                    invited.tenant(),
                    connection -> new Select("select name from tenant where id = ?", invited.tenant())
                            .first(connection, row -> row.getString(1))
                            .orElse(""));
            send(invited.tenant(), organisation, invited.invitation());
        } catch (RuntimeException e) {
            Log.warnf("An invitation of support's is stored and was not mailed: %s", e.getMessage());
        }
    }

    /** Nothing where mails are not set up, or for a declared user name. Refused when there were too many lately. */
    public void send(long tenant, String organisation, Invitation invitation) {
        if (!mails.areSent() || !invitation.hasAddress()) {
            return;
        }
        long attempt = database.inTenant(tenant, connection -> begin(connection, tenant, invitation.address()));
        InvitationMailView view = view(organisation, invitation);
        Optional<String> failure =
                mails.send(Templates.invitation(view).to(invitation.address()).subject(view.subject()));
        database.doInTenant(
                tenant,
                connection -> new Select(
                                "update invitation_mail set sent = ?, failure = ? where tenant_id = ? and id = ? returning id",
                                failure.isEmpty(),
                                failure.orElse(null),
                                tenant,
                                attempt)
                        .first(connection, row -> true));
    }

    /** By address in small letters. */
    public Map<String, LastMail> last(long tenant) {
        Map<String, LastMail> last = new HashMap<>();
        database.inTenant(
                tenant,
                connection -> new Select("""
                        select address, tried_at, sent, failure from invitation_mail where tenant_id = ? order by tried_at""", tenant).list(connection, row -> {
                    LastMail mail = new LastMail(
                            row.getTimestamp("tried_at").toInstant(),
                            row.getBoolean("sent"),
                            Select.text(row, "failure"));
                    return last.put(row.getString("address"), mail);
                }));
        return last;
    }

    private long begin(Connection connection, long tenant, String address) throws SQLException {
        Instant now = clock.instant();
        TenantRow.hold(connection, tenant);
        new Select(
                        "delete from invitation_mail where tenant_id = ? and tried_at < ? returning id",
                        tenant,
                        now.minus(KEPT).atOffset(ZoneOffset.UTC))
                .list(connection, row -> true);
        String small = address.toLowerCase(Locale.ROOT);
        refuseTooMany(connection, tenant, small, now);
        return new Select(
                        "insert into invitation_mail (tenant_id, address, tried_at) values (?, ?, ?) returning id",
                        tenant,
                        small,
                        now.atOffset(ZoneOffset.UTC))
                .first(connection, row -> row.getLong(1))
                .orElseThrow();
    }

    private void refuseTooMany(Connection connection, long tenant, String address, Instant now) throws SQLException {
        new Select("""
                        select count(*) as today, max(tried_at) filter (where address = ?) as last from invitation_mail
                         where tenant_id = ? and tried_at > ?""", address, tenant, now.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .first(connection, row -> {
                    Duration left = Select.time(row, "last")
                            .map(last -> Duration.between(now, last.plus(config.between())))
                            .orElse(Duration.ZERO);
                    if (left.toSeconds() > 0) {
                        throw tooMany("one went to " + address + " just now. The next one can go in " + left.toSeconds()
                                + " seconds.");
                    }
                    if (row.getLong("today") >= config.mostADay()) {
                        throw tooMany(
                                "there were " + row.getLong("today") + " within a day, and that is enough for now. The"
                                        + " invitation holds: tell the person yourself.");
                    }
                    return true;
                });
    }

    private static ProblemException tooMany(String why) {
        return new ProblemException(ErrorCode.TOO_MANY, 429, "Too many mails", "Mailing the invitation: " + why);
    }
}
