package io.segue.sandbox;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Where this very process listens, whatever port it was given. */
@ApplicationScoped
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class ProductAddress {

    private final HttpServer server;

    ProductAddress(HttpServer server) {
        this.server = server;
    }

    /** Ends with a slash. */
    public URI local() {
        return URI.create("http://localhost:" + server.getPort() + "/");
    }
}
