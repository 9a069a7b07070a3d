package io.segue;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.inbox.hook.Hooks;
import io.segue.platform.Secret;
import io.segue.tenant.TenantSummary;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Calls webhooks over HTTP as Heap does, with a signature of its own making. */
@ApplicationScoped
public class TestingHeap {

    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime());

    private final TestingTenants tenants;
    private final Hooks hooks;

    TestingHeap(TestingTenants tenants, Hooks hooks) {
        this.tenants = tenants;
        this.hooks = hooks;
    }

    /** A tenant with a webhook URL and a secret. */
    public Integration integration() {
        TenantSummary tenant = tenants.enabled();
        Integration made =
                new Integration(tenant, hooks.rotateToken(tenant.id(), "a test").value(), "secret of " + tenant.slug());
        hooks.setSecret(tenant.id(), new Secret(made.secret()), "a test");
        return made;
    }

    /** One page of a task that was not there before. */
    public static String page(String segment, String members) {
        return page(segment, "task" + COUNT.incrementAndGet(), members);
    }

    public static String page(String segment, String task, String members) {
        return """
                {"action_type":"segment.users.sync","data":{"segment":{"id":"%s","name":"Segment %s"},\
                "sync_info":{"page_number":1,"total_pages":1,"sync_task_id":"%s"},%s}}""".formatted(segment, segment, task, members);
    }

    public static String sign(String secret, Instant at, byte[] body) {
        try {
            String ts = Long.toString(at.toEpochMilli());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(ts.getBytes(StandardCharsets.US_ASCII));
            return "ts:" + ts + ",hmac:" + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java", e);
        }
    }

    /** What a customer pasted into Heap, and what Heap does with it. */
    public record Integration(TenantSummary tenant, String token, String secret) {

        public Response send(String body) {
            return send(body, Instant.now());
        }

        public Response send(String body, Instant signedAt) {
            return post(request().header("Heap-Hash", signature(body, signedAt)), body);
        }

        public String signature(String body, Instant at) {
            return sign(secret, at, body.getBytes(StandardCharsets.UTF_8));
        }

        public Response post(RequestSpecification request, String body) {
            return request.body(body.getBytes(StandardCharsets.UTF_8)).post("/hooks/heap/" + token);
        }

        public Integration withSecret(String other) {
            return new Integration(tenant, token, other);
        }

        public Integration withToken(String other) {
            return new Integration(tenant, other, secret);
        }

        public static RequestSpecification request() {
            return given().contentType("application/json");
        }
    }
}
