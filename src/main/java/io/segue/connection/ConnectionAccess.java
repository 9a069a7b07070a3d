package io.segue.connection;

import io.segue.platform.Secret;
import java.util.Optional;

/**
 * What a call to LaunchDarkly needs of a connection, its token in clear: for as short as can be.
 *
 * @param tokenVersion grows with each new token
 * @param account the vendor's id of the token's account, as the last check told it
 */
public record ConnectionAccess(
        long id, String name, String clientSideId, Secret accessToken, int tokenVersion, Optional<String> account) {}
