package io.segue.sync.pace;

import io.segue.connection.VendorFailure;
import java.util.Optional;

/**
 * Whether a run may call LaunchDarkly.
 *
 * @param refusal why it may not
 * @param isLook whether it is the one that looks if LaunchDarkly answers again: it tries once
 */
public record Pass(Optional<VendorFailure> refusal, boolean isLook) {

    static final Pass FREE = new Pass(Optional.empty(), false);
    static final Pass LOOK = new Pass(Optional.empty(), true);

    static Pass refused(VendorFailure why) {
        return new Pass(Optional.of(why), false);
    }
}
