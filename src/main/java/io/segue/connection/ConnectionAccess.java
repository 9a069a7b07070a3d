package io.segue.connection;

import io.segue.platform.Secret;

/**
 * What a call to LaunchDarkly needs of a connection, its token in clear: for as short as can be.
 *
 * @param tokenVersion grows with each new token
 */
public record ConnectionAccess(long id, String name, String clientSideId, Secret accessToken, int tokenVersion) {}
