package io.segue.api.repeat;

/**
 * A call with a key of its caller's choice.
 *
 * @param tenant 0 for support
 * @param caller hash of the token
 * @param key hash of the key
 * @param request hash of what is asked for
 */
record KeyedCall(long tenant, byte[] caller, byte[] key, byte[] request) {}
