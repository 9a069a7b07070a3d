package io.segue.browser;

import static io.restassured.RestAssured.given;

import com.microsoft.playwright.Page;

/** The sandbox's tenant that is at work, once its first start has filled it. */
final class TestingAcme {

    private final TestingBrowser browser;

    TestingAcme(TestingBrowser browser) {
        this.browser = browser;
    }

    /** Waits until the four syncs of the sandbox have run. */
    TestingPage signIn(String person) {
        Page page = browser.signIn(person);
        page.waitForCondition(
                () -> {
                    page.navigate("/t/acme/segments");
                    return page.getByText("Succeeded").count() >= 4;
                },
                new Page.WaitForConditionOptions().setTimeout(90_000));
        return new TestingPage(page);
    }

    /** One of its segments. */
    String segment() {
        String token = given().get("/sandbox/state.json").path("tenants.find { it.slug == 'acme' }.apiToken");
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/segments")
                .path("items[0].id");
    }

    /** What the imitation LaunchDarkly does wrong from now on. */
    void faults(String json) {
        given().contentType("application/json").body(json).put("/sandbox/launchdarkly/faults");
    }
}
