package io.segue.flags.reporter;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/** Gives the reporter to pages of every origin, who check what they get and keep it for good. */
@Path("/reporter/{version}/{name}")
@PermitAll
class ReporterResource {

    private final ReporterFiles files;

    ReporterResource(ReporterFiles files) {
        this.files = files;
    }

    @GET
    public Response get(String version, String name, @Context RoutingContext call) {
        ReporterFile file = files.find(version, name).orElseThrow(NotFoundException::new);
        call.addHeadersEndHandler(end -> makeKeepable(call));
        return Response.ok(file.content(), "text/javascript;charset=UTF-8")
                // The integrity of a script from elsewhere is only checked if every origin may read it.
                .header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("Vary", "Accept-Encoding")
                .build();
    }

    /** Last of all: what holds for pages, no-store and the cookie of their forms, was put in before. */
    private static void makeKeepable(RoutingContext call) {
        call.response().headers().set("Cache-Control", "public, max-age=31536000, immutable");
        Set.copyOf(call.request().cookies()).forEach(cookie -> call.response().removeCookies(cookie.getName(), false));
    }
}
