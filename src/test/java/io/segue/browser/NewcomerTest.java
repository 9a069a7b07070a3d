package io.segue.browser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A newcomer's whole way in a real browser, from support's first press to a segment that follows Heap. */
@QuarkusTest
@TestProfile(TestingSandbox.class)
class NewcomerTest {

    private static final String SEGMENT = "Free plan";

    @ConfigProperty(name = "segue.url")
    String base;

    private TestingBrowser browser;

    @BeforeEach
    void open() {
        browser = new TestingBrowser(base);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void seesASegmentOfHeapInLaunchDarklyAndThenJustWhatChanged() throws Exception {
        browser.tell("newcomer", () -> {
            String webhookUrl = new TestingSupportDesk(browser.signIn("support")).enable("Globex");

            TestingCustomer owner = new TestingCustomer(browser.signIn("globex-owner"));
            owner.beginsSetUp();
            owner.connectsLaunchDarkly(writerToken(), "Web / Production");

            TestingHeapHub heap = new TestingHeapHub(browser.windowOf("heap"), "globex");
            heap.createsAnIntegration(webhookUrl);
            owner.savesTheWebhookSecret("the secret of another integration");
            heap.sendsTheSampleSegmentInVain();
            owner.seesThatTheSecretDoesNotMatch();
            owner.savesTheWebhookSecret(heap.revealsTheWebhookSecret());
            heap.sendsTheSampleSegment();
            owner.seesTheFirstCallArrive();

            heap.syncs(SEGMENT);
            owner.findsTheSegment(SEGMENT, "5,300");
            owner.turnsOn(SEGMENT, "email");
            owner.syncsNow(SEGMENT);

            TestingLaunchDarklySite launchDarkly = new TestingLaunchDarklySite(browser.windowOf("launchdarkly"));
            launchDarkly.hasTheSegment(SEGMENT, "5,300");
            assertThat(launchDarkly.hasMember(SEGMENT, "ada.byron1008@globex.example"))
                    .isTrue();
            assertThat(launchDarkly.hasMember(SEGMENT, "user-001008@globex.example"))
                    .isFalse();

            launchDarkly.forgetsItsCalls();
            heap.addsPeople(SEGMENT, 3, 900_000);
            heap.removesPeople(SEGMENT, "user-000400@globex.example", "user-000401@globex.example");
            heap.syncs(SEGMENT);
            owner.syncsNow(SEGMENT);
            owner.seesInLaunchDarkly(SEGMENT, "5,301");

            launchDarkly.hasTheSegment(SEGMENT, "5,301");
            assertThat(launchDarkly.moved()).isEqualTo("3 added, 2 removed");
            owner.isToldThatAllIsWell();
        });
    }

    private static String writerToken() {
        return given().get("/sandbox/state.json")
                .jsonPath()
                .getString("tenants.find { it.slug == 'globex' }.launchDarkly.writerToken");
    }
}
