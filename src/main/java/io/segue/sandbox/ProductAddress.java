package io.segue.sandbox;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this very process listens, whatever port it was given. */
@ApplicationScoped
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class ProductAddress {

    private final HttpServer server;

    private final int configuredPort;

    ProductAddress(HttpServer server, @ConfigProperty(name = "quarkus.http.port") int configuredPort) {
        this.server = server;
        this.configuredPort = configuredPort;
    }

    /** Ends with a slash. */
    public URI local() {
        // After a reload in dev mode the server is the old one, and does not tell its port.
        int port = server.getPort() > 0 ? server.getPort() : configuredPort;
        return URI.create("http://localhost:" + port + "/");
    }
}
