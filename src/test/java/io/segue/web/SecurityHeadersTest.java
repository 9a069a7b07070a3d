package io.segue.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That every answer has the headers is tested where the answers are, in {@code io.segue.access}. */
class SecurityHeadersTest {

    @Test
    void tellsBrowsersToComeByHttpsForAYearWhereItIsReachedByHttps() {
        assertThat(headers("https://segue.example.com", "/").getValues("Strict-Transport-Security"))
                .containsExactly("max-age=31536000; includeSubDomains");
        assertThat(headers("http://localhost:8080", "/").hasHeaderWithName("Strict-Transport-Security"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/app.css", "/webjars/htmx.org/dist/htmx.min.js"})
    void letsBrowsersKeepWhatIsTheSameForEverybody(String path) {
        Headers headers = headers("http://localhost:8080", path);

        assertThat(headers.hasHeaderWithName("Cache-Control")).isFalse();
        assertThat(headers.getValue("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Separators
                "/t/acme%2fsegments",
                "/t/acme%2Fsegments",
                "/t/acme%5csegments",
                "/t/acme%5Csegments",
                "/t/acme\\segments",
                "/t/acme;x/segments",
                "/t/acme;jsessionid=1",
                "/t/acme%3bx",
                "/t/acme%3Bx",
                "//t/acme",
                "/t//acme",
                // Dots
                "/t/./acme",
                "/t/x/../acme",
                "/t/acme/.",
                "/t/acme/..",
                "/t/%2e%2e/acme",
                "/t/%2E/acme",
                "/t/.%2e/acme",
                // Encoded twice, and not at all
                "/t/%252e%252e/acme",
                "/t/acme%25",
                "/t/acme%",
                "/t/acme%2",
                "/t/acme%zz",
                "/t/acme%u002f",
                // Controls and white space
                "/t/acme%00",
                "/t/acme%0d%0aSet-Cookie:x",
                "/t/acme%09",
                "/t/acme%7f",
                "/t/acme\t",
                "/t/a cme",
                "/t/acme\u0000",
                "/t/acme\u007f",
                // What needs no encoding
                "/%74/acme",
                "/t/%41cme",
                "/t/acme%2d1",
                "/t/acme%5f1",
                "/t/acme%7e",
                "/t/%30",
                // With a query behind it
                "/t/acme%2fsegments?search=x"
            })
    void refusesWhatTwoLayersMayReadDifferently(String uri) {
        assertThat(SecurityHeaders.isAmbiguous(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/t/acme",
                "/t/acme/",
                "/t/acme/segments/seg_AbC-12_3",
                "/assets/app.css?v=1.0.0",
                "/webjars/uplot/dist/uPlot.iife.min.js",
                "/t/acme/people/a@b.example",
                "/t/acme/.well-known",
                "/t/acme/x..y",
                // What does need it
                "/t/acme%20x",
                "/t/caf%C3%A9",
                "/t/acme%3Fx",
                "/t/acme%23x",
                "/t/acme%3Ax",
                // A query is read by one layer only
                "/t/acme?back=%2Ft%2Facme%3Bx",
                "/t/acme?x=a;b//c\\d/../e%00%25",
                "/?%2e%2e/"
            })
    void letsEverythingElseThrough(String uri) {
        assertThat(SecurityHeaders.isAmbiguous(uri)).isFalse();
    }

    private static Headers headers(String url, String path) {
        try (TestingFront front = new TestingFront(new SecurityHeaders(url)::register)) {
            return given().baseUri("http://127.0.0.1")
                    .port(front.port())
                    .get(path)
                    .headers();
        }
    }
}
