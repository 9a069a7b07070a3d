package io.segue.configuration.document;

import io.segue.connection.Region;
import java.util.Optional;

/**
 * A connection without its token, known by its name.
 *
 * @param clientSideId when it is there, the connection must be to this environment; one that has another name gets this one
 */
public record ConnectionEntry(Spot at, String name, Optional<Region> region, Optional<String> clientSideId) {}
