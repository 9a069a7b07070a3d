package io.segue.platform;

import org.jspecify.annotations.Nullable;

/** A stored secret does not open: it was changed, moved from another row, or sealed under another master key. */
public class SealBrokenException extends RuntimeException {

    SealBrokenException(SealPurpose purpose, @Nullable Throwable cause) {
        super(
                "Opening the stored " + purpose.purpose() + " of tenant " + purpose.tenant()
                        + ": expected a value sealed here under this master key, got another."
                        + " The operator checks segue.master-key.value; else the secret has to be entered again.",
                cause);
    }
}
