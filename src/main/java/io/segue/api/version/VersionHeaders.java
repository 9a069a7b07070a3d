package io.segue.api.version;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Puts the version of a single resource on its answer. */
@Provider
public class VersionHeaders implements ContainerResponseFilter {

    private final Versions versions;

    VersionHeaders(Versions versions) {
        this.versions = versions;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean isDone = response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL;
        if (isDone && response.getEntity() instanceof Versioned resource) {
            response.getHeaders().putSingle(HttpHeaders.ETAG, versions.tag(resource));
        }
    }
}
