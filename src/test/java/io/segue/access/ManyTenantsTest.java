package io.segue.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nobody sees another's, however many ask at the same moment: nothing of a request may reach the next one, by a context
 * that two share or by a connection to the database that was lent before.
 */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ManyTenantsTest {

    private static final int TENANTS = 5;
    private static final int THREADS = 8;
    private static final int CALLS = 30;
    private static final String CANARY = "CANARY-";

    @Inject
    TestingTenants testing;

    @Inject
    TestingRows rows;

    @Inject
    ApiTokens tokens;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Own> all = new ArrayList<>();

    private record Own(String canary, String token) {}

    @BeforeEach
    void makeTenants() {
        for (int i = 0; i < TENANTS; i++) {
            TenantSummary tenant = testing.enabled();
            String canary = CANARY + tenant.slug() + ".";
            rows.segment(tenant.id(), "1338065", canary, 10);
            all.add(new Own(
                    canary,
                    tokens.create(tenant.id(), "a test", Role.VIEWER, "a test").value()));
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void nobodySeesAnothers() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<List<String>>> asked = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            asked.add(threads.submit(() -> {
                start.await();
                List<String> wrong = new ArrayList<>();
                for (int call = 0; call < CALLS; call++) {
                    Own own = all.get((first + call) % TENANTS);
                    HttpResponse<String> answer = ask(own);
                    if (answer.statusCode() != 200 || !showsOnly(own, answer.body())) {
                        wrong.add(own + " got " + answer.statusCode() + " " + answer.body());
                    }
                }
                return wrong;
            }));
        }

        for (Future<List<String>> one : asked) {
            assertThat(one.get()).isEmpty();
        }
    }

    private HttpResponse<String> ask(Own own) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/segments"))
                        .header("Authorization", "Bearer " + own.token())
                        .build(),
                BodyHandlers.ofString());
    }

    private static boolean showsOnly(Own own, String body) {
        return body.contains(own.canary()) && !body.replace(own.canary(), "").contains(CANARY);
    }
}
