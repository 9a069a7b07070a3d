package io.segue.api;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A bearer token to be looked up. */
class ApiTokenRequest extends BaseAuthenticationRequest {

    private final String token;

    ApiTokenRequest(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
