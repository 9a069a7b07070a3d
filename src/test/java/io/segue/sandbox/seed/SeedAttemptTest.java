package io.segue.sandbox.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.sandbox.SandboxConfig;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeedAttemptTest {

    private TestingProduct product;

    @BeforeEach
    void start() throws IOException {
        product = new TestingProduct();
    }

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void connectsBothEnvironmentsSendsSixSegmentsAndSyncsFour() throws Exception {
        seed();

        assertThat(product.webhookUrl()).isEqualTo(product.base() + "hooks/heap/hook");
        assertThat(product.connections()).hasSize(2);
        assertThat(product.syncs()).containsOnlyKeys("1338065", "1338068", "1338069", "1338070");
        assertThat(product.syncs().get("1338065").path("connectionId").asText()).isEqualTo("con_0");
        assertThat(product.syncs().get("1338068").path("connectionId").asText()).isEqualTo("con_1");
        assertThat(product.calls).filteredOn(call -> call.endsWith("/forget")).hasSize(6);
        assertThat(product.calls).filteredOn(call -> call.endsWith("/runs")).hasSize(4);
        assertThat(product.calls).filteredOn(call -> call.endsWith("/people")).hasSize(4);
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        seed();
        product.calls.clear();

        seed();

        assertThat(product.calls).allMatch(call -> call.startsWith("GET "));
    }

    private void seed() throws ProductFailureException, InterruptedException {
        ProductClient client = new ProductClient(product::base, "token", new ObjectMapper());
        new SeedAttempt(client, new TestingTenant(), product.base()).run();
    }

    private record TestingTenant() implements SandboxConfig.SandboxTenant, SandboxConfig.LaunchDarklyAccess {
        @Override
        public String name() {
            return "Acme";
        }

        @Override
        public Optional<String> apiToken() {
            return Optional.of("token");
        }

        @Override
        public Optional<String> hookToken() {
            return Optional.of("hook");
        }

        @Override
        public String webhookSecret() {
            return "secret";
        }

        @Override
        public String appId() {
            return "1";
        }

        @Override
        public SandboxConfig.LaunchDarklyAccess launchdarkly() {
            return this;
        }

        @Override
        public String productionId() {
            return "production";
        }

        @Override
        public String testId() {
            return "test";
        }

        @Override
        public String writerToken() {
            return "writer";
        }

        @Override
        public String readerToken() {
            return "reader";
        }
    }
}
