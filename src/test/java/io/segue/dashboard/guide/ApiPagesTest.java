package io.segue.dashboard.guide;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import org.junit.jupiter.api.Test;

/** The API is explained in the product, to everybody, from its own description. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ApiPagesTest {

    @Test
    void listsEveryOperationByResource() {
        String page = given().get("/api").then().statusCode(200).extract().asString();

        assertThat(page)
                .contains("GET /api/v1/segments", "/api?of=segments#setSegmentSync", "POST /api/v1/holds/{id}/approve")
                .contains("Ask Heap’s deletion API again")
                .doesNotContain("/t/{tenant}");
    }

    @Test
    void tellsOfOneResourceWithExamplesToCopy() {
        String page =
                given().get("/api?of=runs").then().statusCode(200).extract().asString();

        assertThat(page)
                .contains("curl -H &quot;Authorization: Bearer $SEGUE_TOKEN&quot;")
                .contains("/api/v1/runs/run_d6ZDm4rWSJEzTwmEc4w6UA")
                .contains("Needs a token with the role viewer, editor or owner.")
                .contains("too-many");
        assertThat(page).doesNotContain("<script>").doesNotContain(" style=");
    }

    @Test
    void knowsNoResourceThatIsNone() {
        given().accept("text/html").get("/api?of=nothing").then().statusCode(404);
    }
}
