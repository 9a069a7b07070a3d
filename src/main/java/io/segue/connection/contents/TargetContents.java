package io.segue.connection.contents;

import io.segue.connection.TargetPlace;
import io.segue.connection.VendorException;
import io.segue.platform.Secret;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The port to what the vendor itself says of a segment that we fill. Implemented by the vendor's room; whatever does not
 * succeed ends in a {@link VendorException}.
 */
public interface TargetContents {

    /** Empty when the vendor knows no such segment, or lets this token see none. */
    Optional<StoredSegment> find(TargetPlace place, Secret accessToken);

    /** Asks the vendor to write all keys of the segment into a file; returns its id. Not every plan allows it. */
    String startExport(TargetPlace place, Secret accessToken);

    StoredExport findExport(TargetPlace place, String export, Secret accessToken);

    /** Reads the file of an export that is ready, key by key, in bounded memory. */
    void read(StoredExport export, Secret accessToken, Consumer<String> key);
}
