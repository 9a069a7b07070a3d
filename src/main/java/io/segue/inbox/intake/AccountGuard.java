package io.segue.inbox.intake;

import io.segue.inbox.InboxConfig;
import io.segue.inbox.PageHead;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.hook.HookNotes;
import io.segue.inbox.hook.HookSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Keeps the id_token of a tenant's first page and refuses genuine pages with another one: it names the Heap account that a
 * page is of. A page without one is let in, for Heap may leave it out.
 */
@ApplicationScoped
class AccountGuard {

    private final InboxConfig config;
    private final HookSettings settings;
    private final HookNotes notes;

    AccountGuard(InboxConfig config, HookSettings settings, HookNotes notes) {
        this.config = config;
        this.settings = settings;
        this.notes = notes;
    }

    /** A stale or unusable page is compared, but nothing is learned from it. */
    boolean admits(HookAccess hook, PageHead head, boolean stale) {
        if (!config.pinIdToken() || head.idToken().isEmpty()) {
            return true;
        }
        String idToken = head.idToken().get();
        boolean isLesson = !stale && head.fault().isEmpty();
        Optional<String> kept =
                hook.idToken().or(() -> isLesson ? settings.pin(hook.tenant(), idToken) : Optional.empty());
        if (kept.isEmpty() || kept.get().equals(idToken)) {
            return true;
        }
        notes.otherIdToken(
                hook.tenant(),
                idToken,
                "The signature is right, but the call names another Heap account than those before: its id_token is \""
                        + idToken + "\", expected \"" + kept.get()
                        + "\". Nothing of it was kept. If that account is yours,"
                        + " an owner accepts the new id_token on the page Set up, and has Heap send again.");
        return false;
    }
}
