package io.segue.flags.reporter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a page on another origin gets the reporter. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ReporterResourceTest {

    private static final int MOST_COMPRESSED_BYTES = 4_000;

    @Inject
    ReporterFiles files;

    @TestHTTPResource("/")
    URI base;

    @Test
    void givesWhatTheIntegrityPromises() throws Exception {
        for (ReporterFile file : List.of(files.script(), files.module())) {
            byte[] body = get(file.path()).asByteArray();

            byte[] digest = MessageDigest.getInstance("SHA-384").digest(body);
            assertThat(file.integrity())
                    .isEqualTo("sha384-" + Base64.getEncoder().encodeToString(digest));
        }
    }

    @Test
    void isScriptThatEveryOriginMayReadAndKeep() {
        Response answer = get(files.script().path());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualToIgnoringCase("text/javascript;charset=UTF-8");
        assertThat(answer.headers().getValues("Cache-Control")).containsExactly("public, max-age=31536000, immutable");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void setsNoCookieAndAsksForNone() {
        Response answer = given().header("Origin", "https://shop.example")
                .get(files.script().path());

        assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).isFalse();
        assertThat(answer.headers().hasHeaderWithName("Access-Control-Allow-Credentials"))
                .isFalse();
    }

    @Test
    void staysBelowFourKilobytesOnTheWire() throws Exception {
        for (ReporterFile file : List.of(files.script(), files.module())) {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(base.resolve(file.path()))
                                    .header("Accept-Encoding", "gzip")
                                    .build(),
                            BodyHandlers.ofByteArray());

            assertThat(answer.headers().allValues("Content-Encoding")).containsExactly("gzip");
            assertThat(answer.headers().allValues("Vary")).contains("Accept-Encoding");
            assertThat(answer.body().length).isBetween(1_000, MOST_COMPRESSED_BYTES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/reporter/1.0.1/heap-flags.js",
                "/reporter/1.0.0/package.json",
                "/reporter/latest/heap-flags.js",
                "/reporter/1.0.0/",
                "/reporter/..../heap-flags.js",
            })
    void knowsNothingElse(String path) {
        Response answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    private static Response get(String path) {
        return given().get(path);
    }
}
