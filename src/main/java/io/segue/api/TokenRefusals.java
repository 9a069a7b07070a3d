package io.segue.api;

import io.segue.web.Problem;
import io.segue.web.catalogue.ErrorCode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a refused bearer token with 401 and what to do about it. */
class TokenRefusals {

    @ServerExceptionMapper
    Response refused(TokenRefusedException e) {
        return Response.status(401)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(ErrorCode.NOT_SIGNED_IN, 401, "Not signed in", String.valueOf(e.getMessage())))
                .build();
    }
}
