package io.segue.platform.rotation;

import java.util.List;

/** Stored secrets lie sealed under a master key that is not configured. */
public class KeyMissingException extends RuntimeException {

    KeyMissingException(List<String> unknown) {
        super("Opening the stored secrets: expected them sealed under a master key that is configured, got "
                + String.join(", ", unknown)
                + ". The operator puts that key into SEGUE_MASTER_KEY_PREVIOUS, and leaves it there until the log says that"
                + " nothing is sealed under it any more. See docs/operations.md, \"Master key\".");
    }
}
