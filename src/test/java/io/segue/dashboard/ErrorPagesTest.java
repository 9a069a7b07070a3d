package io.segue.dashboard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.web.catalogue.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ErrorPagesTest {

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void whoeverReadsACodeFindsWhatItMeans(ErrorCode error) {
        String page = given().get("/errors").then().statusCode(200).extract().asString();

        assertThat(page)
                .doesNotContain("Sign out")
                .contains("id=\"" + error.code() + "\"", error.meaning(), error.remedy());
    }
}
