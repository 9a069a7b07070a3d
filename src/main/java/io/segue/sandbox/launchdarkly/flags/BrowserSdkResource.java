package io.segue.sandbox.launchdarkly.flags;

import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.launchdarkly.account.Accounts;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Optional;

/** What the JavaScript SDKs, all majors, ask the client-side host. */
@Path("/sandbox/launchdarkly/sdk")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class BrowserSdkResource {

    /** The SDKs' method for contexts that should not stand in an address. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @HttpMethod("REPORT")
    public @interface REPORT {}

    private final Accounts accounts;
    private final Evaluations evaluations;

    BrowserSdkResource(Accounts accounts, Evaluations evaluations) {
        this.accounts = accounts;
        this.evaluations = evaluations;
    }

    @GET
    @Path("goals/{clientSideId}")
    public Response goals(String clientSideId) {
        return known(clientSideId)
                ? Cors.allow(Response.ok(List.of(), MediaType.APPLICATION_JSON_TYPE))
                : Cors.allow(Response.status(404));
    }

    @HEAD
    @Path("goals/{clientSideId}")
    public Response goalsExist(String clientSideId) {
        return Cors.allow(Response.status(known(clientSideId) ? 200 : 404));
    }

    /** Users were before contexts. */
    @GET
    @Path("evalx/{clientSideId}/{kind:contexts|users}/{context}")
    public Response evaluate(String clientSideId, String context, @QueryParam("withReasons") boolean withReasons) {
        return values(clientSideId, evaluations.userKeyEncoded(context), withReasons);
    }

    @REPORT
    @Path("evalx/{clientSideId}/{kind:context|user}")
    public Response evaluateReported(
            String clientSideId, @QueryParam("withReasons") boolean withReasons, byte[] context) {
        return values(clientSideId, evaluations.userKey(context), withReasons);
    }

    @OPTIONS
    @Path("{rest:.*}")
    public Response preflight() {
        return Cors.allow(Response.noContent());
    }

    private Response values(String clientSideId, Optional<String> key, boolean withReasons) {
        if (!known(clientSideId)) {
            return Cors.allow(Response.status(404));
        }
        return key.map(user -> Cors.allow(Response.ok(
                        evaluations.forBrowser(clientSideId, user, withReasons), MediaType.APPLICATION_JSON_TYPE)))
                .orElseGet(() -> Cors.allow(Response.status(400)));
    }

    private boolean known(String clientSideId) {
        return accounts.owning(clientSideId).isPresent();
    }
}
