package io.segue.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.segue.sandbox.ProductAddress;
import io.segue.sandbox.SandboxConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives Acme its connections, segments, syncs and a little history, once, through the same doors as everybody. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SeedRunner {

    private static final String TENANT = "acme";
    private static final int TRIES = 60;

    private final SandboxConfig config;
    private final ProductAddress address;
    private final ObjectMapper json;
    private @Nullable Thread thread;

    SeedRunner(SandboxConfig config, ProductAddress address, ObjectMapper json) {
        this.config = config;
        this.address = address;
        this.json = json;
    }

    void start(@Observes StartupEvent event) {
        Optional<SandboxConfig.SandboxTenant> tenant = Optional.ofNullable(
                        config.tenants().get(TENANT))
                .filter(acme -> acme.apiToken().isPresent() && acme.hookToken().isPresent());
        if (config.seed() && tenant.isPresent()) {
            thread = new Thread(() -> seed(tenant.get()), "sandbox-seed");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @PreDestroy
    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void seed(SandboxConfig.SandboxTenant acme) {
        ProductClient client = new ProductClient(address::local, acme.apiToken().orElseThrow(), json);
        try {
            waitForProduct(client);
            new SeedAttempt(client, acme, address.local()).run();
        } catch (ProductFailureException e) {
            Log.warnf("Sandbox: seeding Acme stopped; the next start goes on. %s", e.getMessage());
        } catch (InterruptedException e) {
            Log.info("Sandbox: seeding Acme was interrupted; the next start goes on");
        }
    }

    private static void waitForProduct(ProductClient client) throws ProductFailureException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                JsonNode segments = client.get("api/v1/segments");
                if (segments.path("items").isArray()) {
                    return;
                }
                throw new ProductFailureException("GET /api/v1/segments: expected items, got " + segments);
            } catch (ProductFailureException e) {
                if (attempt == TRIES) {
                    throw e;
                }
                if (attempt % 15 == 0) {
                    Log.infof("Sandbox: waiting for the product's API. %s", e.getMessage());
                }
                Thread.sleep(1_000);
            }
        }
    }
}
