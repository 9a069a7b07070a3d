package io.segue.inbox.hook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * By what a tenant's genuine calls are judged further.
 *
 * @param window how far a signature's time may be from ours
 * @param idToken the Heap account that the calls are of; empty until the first call that names one
 * @param otherIdToken another one, of a genuine call that was set aside for it and that nobody has accepted
 */
public record HookRules(
        Duration window, Optional<String> idToken, Optional<String> otherIdToken, Optional<Instant> otherIdTokenAt) {

    public long windowSeconds() {
        return window.toSeconds();
    }
}
