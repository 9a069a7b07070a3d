package io.segue.flags.reporter;

import static io.restassured.RestAssured.given;

import java.util.LinkedHashMap;
import java.util.Map;

/** Flips flags of the imitation LaunchDarkly. */
final class TestingFlags {

    private TestingFlags() {}

    /** From now on everyone gets these, and nobody those that were set before. */
    static void serve(String product, Map<String, ?> values) {
        given().baseUri(product)
                .contentType("application/json")
                .body(values)
                .put("/sandbox/launchdarkly/environments/" + TestingShop.ENVIRONMENT + "/values")
                .then()
                .statusCode(200);
    }

    static void reset(String product) {
        serve(product, Map.of());
    }

    /** So many, named so that their order is the order of their numbers. */
    static Map<String, Boolean> many(int count) {
        Map<String, Boolean> all = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            all.put("release-of-something-%03d".formatted(i), i % 2 == 0);
        }
        return all;
    }
}
