package io.segue.connection.contents;

import java.util.Optional;

/**
 * All keys of a segment, as the vendor writes them into a file.
 *
 * @param status in the vendor's own word
 * @param file where it is, once it is ready
 */
public record StoredExport(Progress progress, String status, Optional<String> file) {

    /** How far the vendor is. */
    public enum Progress {
        GOING_ON,
        READY,
        FAILED
    }
}
