package io.segue.inbox.intake;

import io.segue.inbox.InboxConfig;
import io.segue.inbox.PageHead;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.hook.HookSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Keeps the id_token of a tenant's first page and tells genuine pages with another one apart: it names the Heap account
 * that a page is of. A page without one is let in, for Heap may leave it out.
 */
@ApplicationScoped
class AccountGuard {

    private final InboxConfig config;
    private final HookSettings settings;

    AccountGuard(InboxConfig config, HookSettings settings) {
        this.config = config;
        this.settings = settings;
    }

    /**
     * The account of the page, when it is another one than the tenant's. A stale or unusable page is compared, but nothing
     * is learned from it.
     */
    Optional<OtherAccount> other(HookAccess hook, PageHead head, boolean stale) {
        if (!config.pinIdToken() || head.idToken().isEmpty()) {
            return Optional.empty();
        }
        String idToken = head.idToken().get();
        boolean isLesson = !stale && head.fault().isEmpty();
        Optional<String> kept =
                hook.idToken().or(() -> isLesson ? settings.pin(hook.tenant(), idToken) : Optional.empty());
        return kept.filter(accepted -> !accepted.equals(idToken)).map(accepted -> new OtherAccount(idToken, accepted));
    }
}
