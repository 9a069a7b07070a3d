package io.segue.dashboard;

import io.quarkus.security.identity.SecurityIdentity;
import io.segue.dashboard.NobodyView.Typed;
import io.segue.platform.mail.Mails;
import io.segue.tenant.Requests;
import io.segue.tenant.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads what someone without an organisation has asked for. */
@ApplicationScoped
class NobodyViews {

    private final Requests requests;
    private final Mails mails;

    NobodyViews(Requests requests, Mails mails) {
        this.requests = requests;
        this.mails = mails;
    }

    /** The form begins with what the OIDC server tells of them. */
    NobodyView of(SecurityIdentity identity) {
        SignedIn person = SignedIn.from(identity);
        String email = person.verifiedEmail().orElse("");
        return new NobodyView(
                person.name(),
                email,
                new Typed(SignedIn.organisationHint(identity).orElse(""), email, ""),
                requests.waiting(person),
                mails.areSent(),
                Optional.empty());
    }
}
