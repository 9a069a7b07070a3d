package io.segue.dashboard.support;

import io.quarkus.security.identity.SecurityIdentity;
import io.segue.dashboard.support.SupportViews.Row;
import io.segue.dashboard.support.TenantView.Invited;
import io.segue.platform.mail.Mails;
import io.segue.tenant.Memberships;
import io.segue.tenant.People;
import io.segue.tenant.SignedIn;
import io.segue.tenant.TenantAccess;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one tenant for support. */
@ApplicationScoped
class TenantViews {

    private final SupportViews views;
    private final People people;
    private final Mails mails;
    private final Memberships memberships;

    TenantViews(SupportViews views, People people, Mails mails, Memberships memberships) {
        this.views = views;
        this.people = people;
        this.mails = mails;
        this.memberships = memberships;
    }

    TenantView of(String slug, SecurityIdentity visitor, String wanted) {
        Row row = views.one(slug);
        return new TenantView(
                row,
                people(row.tenant().id()),
                mails.areSent(),
                memberships.in(slug, SignedIn.from(visitor)).flatMap(TenantAccess::look),
                wanted(slug, wanted),
                Optional.empty(),
                Optional.empty());
    }

    /** Only a page of this tenant's, and spelt as we spell them: it becomes an address that a browser is sent to. */
    static Optional<String> wanted(String slug, String path) {
        return Optional.of(path).filter(to -> to.matches("/t/\\Q" + slug + "\\E(/[A-Za-z0-9_-]+)*"));
    }

    /** Who is in, the owners first, and who is invited. */
    List<Invited> people(long tenant) {
        Stream<Invited> in = people.members(tenant).stream()
                .map(person -> new Invited(person.called(), person.role().word(), Optional.of(person.joinedAt())));
        Stream<Invited> invited = people.invited(tenant).stream()
                .map(waiting -> new Invited(waiting.called(), waiting.role().word(), Optional.empty()));
        return Stream.concat(in, invited).toList();
    }
}
