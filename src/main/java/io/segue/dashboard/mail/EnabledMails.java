package io.segue.dashboard.mail;

import io.quarkus.logging.Log;
import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import io.quarkus.qute.CheckedTemplate;
import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.platform.mail.Mails;
import io.segue.tenant.Tenants.EnabledEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells the person who asked for the integration that it is enabled; how that went stands in the audit log. */
@ApplicationScoped
class EnabledMails {

    private final Database database;
    private final Mails mails;
    private final Audit audit;
    private final String baseUrl;

    EnabledMails(Database database, Mails mails, Audit audit, @ConfigProperty(name = "segue.url") String baseUrl) {
        this.database = database;
        this.mails = mails;
        this.audit = audit;
        this.baseUrl = baseUrl;
    }

    @CheckedTemplate
    static class Templates {
        static native MailTemplateInstance enabled(EnabledMailView view);

        private Templates() {}
    }

    private record Asker(String address, EnabledMailView view) {}

    void mail(@Observes(during = TransactionPhase.AFTER_SUCCESS) EnabledEvent enabled) {
        try {
            asker(enabled.tenant()).filter(asker -> mails.areSent()).ifPresent(asker -> mail(enabled.tenant(), asker));
        } catch (RuntimeException e) {
            Log.warnf("Tenant %d is enabled, and nobody was told by mail: %s", enabled.tenant(), e.getMessage());
        }
    }

    private void mail(long tenant, Asker asker) {
        Optional<String> failure = mails.send(Templates.enabled(asker.view())
                .to(asker.address())
                .subject(asker.view().subject()));
        audit.write(
                tenant,
                "Segue",
                failure.isEmpty() ? "mailed that the integration is enabled" : "could not mail that it is enabled",
                asker.address(),
                failure.orElse(""));
    }

    /** Who asked, by the address that the OIDC server verified, else by the contact that they gave. */
    private Optional<Asker> asker(long tenant) {
        return database.inTenant(tenant, connection -> new Select("""
                        select slug, name, requester_name, coalesce(requester_email, contact_email) as address from tenant
                         where id = ? and requester_subject is not null
                           and coalesce(requester_email, contact_email) is not null""", tenant).first(connection, this::asker));
    }

    private Asker asker(ResultSet row) throws SQLException {
        String name = Select.text(row, "requester_name").orElse("");
        String url = baseUrl + "/t/" + row.getString("slug") + "/setup";
        return new Asker(row.getString("address"), new EnabledMailView(row.getString("name"), name, url));
    }
}
