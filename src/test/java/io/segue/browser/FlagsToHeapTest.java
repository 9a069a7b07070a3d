package io.segue.browser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Flags on their way to Heap, in a real browser and against both imitations. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSeededSandbox.class)
class FlagsToHeapTest {

    private static final String APP_ID = "1111111111";
    private static final Pattern NUMBER = Pattern.compile("\\d+");

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
    void areChosenByMouseByKeyboardAndWithoutScript() throws Exception {
        browser.tell("flags", () -> {
            Page page = browser.signIn("acme-editor");
            SweepTest.untilSeeded(page);
            TestingFlagDesk desk = new TestingFlagDesk(page);
            desk.opens("Test");
            assertThat(desk.verdict()).isEqualTo("No flag is chosen");

            desk.chooses("New checkout", "Churn offer", "Search limits");
            desk.presses("ArrowUp", "Search limits");
            assertThat(desk.chosen()).containsExactly("new-checkout", "search-limits", "churn-offer");
            PlaywrightAssertions.assertThat(page.locator("#said")).hasText("Search limits: 2 of 3");
            desk.drags("Churn offer", "New checkout");
            assertThat(desk.chosen()).containsExactly("churn-offer", "new-checkout", "search-limits");
            desk.drags("Churn offer", "Search limits");
            desk.presses("Home", "Churn offer");
            assertThat(desk.chosen()).containsExactly("churn-offer", "new-checkout", "search-limits");

            int bytes = desk.measured("""
                    {'ld_churn-offer': 'ten-percent', 'ld_new-checkout': false,
                     'ld_search-limits': JSON.stringify({results: 100, pages: 10})}""");
            assertThat(desk.bytes()).isEqualTo(bytes);
            desk.setsTheBudget(bytes - 1);
            assertThat(desk.verdict()).contains("1 flag from the end of the list does not fit", bytes + " bytes");
            desk.setsTheBudget(bytes);
            assertThat(desk.verdict()).contains("All chosen flags fit");
            desk.saves();
            assertThat(desk.snippet())
                    .contains("['churn-offer', 'new-checkout', 'search-limits']")
                    .contains("integrity=\"sha384-");

            Page plain = browser.withoutScript(page);
            plain.navigate(page.url());
            TestingFlagDesk byHand = new TestingFlagDesk(plain);
            assertThat(byHand.bytes()).isEqualTo(bytes);
            plain.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Move Search limits up"))
                    .click();
            assertThat(byHand.chosen()).containsExactly("churn-offer", "search-limits", "new-checkout");
            byHand.saves();
            assertThat(byHand.snippet()).contains("['churn-offer', 'search-limits', 'new-checkout']");
        });
    }

    @Test
    void areWrittenFromTheServerAsLaunchDarklyServesThemAndEachChangeIsAnEvent() throws Exception {
        browser.tell("flags-server", () -> {
            Page page = browser.signIn("acme-editor");
            SweepTest.untilSeeded(page);
            untilDelivered(page);
            TestingFlagDesk desk = new TestingFlagDesk(page);
            desk.opens("Production");
            desk.chooses("New checkout", "Search limits");
            desk.saves();

            desk.goesTo("From the server");
            desk.savesTheSdkKey(sdkKey());
            desk.ordersMembersOf("Churn risk", APP_ID);
            desk.writesNow();
            assertThatUsersHaveWhatIsServed();

            desk.opens("Production");
            desk.goesTo("Changes as events");
            String secret = "a secret of this test";
            given().contentType(ContentType.JSON)
                    .body(Map.of("url", desk.makesTheWebhook(secret), "secret", secret))
                    .put("/sandbox/launchdarkly/flags/acme/webhook.json");
            desk.ordersEvents("launchdarkly");
            flip("new-checkout", false);
            desk.seesThatAChangeWasSent("New checkout");
            assertThat(events()).singleElement().asString().contains("new-checkout", "production", "off", "Reese");

            desk.opens("Production");
            desk.goesTo("From the server");
            desk.writesNow();
            assertThat(users().values())
                    .hasSize(3_400)
                    .allSatisfy(user -> assertThat(user).containsEntry("ld_new-checkout", "false"));
            flip("new-checkout", true);
        });
    }

    /** Power users have the numbers to 8,000, and new-checkout; of everybody LaunchDarkly itself is asked about the other flag. */
    private static void assertThatUsersHaveWhatIsServed() {
        Map<String, Map<String, Object>> users = users();
        assertThat(users).hasSize(3_400);
        users.forEach((identity, properties) -> {
            int number = number(identity);
            assertThat(properties)
                    .as(identity)
                    .containsOnlyKeys("ld_new-checkout", "ld_search-limits")
                    .containsEntry("ld_new-checkout", Boolean.toString(number <= 8_000));
            if (number % 50 == 0 || (number >= 7_000 && number < 7_210)) {
                assertThat(properties).as(identity).containsEntry("ld_search-limits", served(identity));
            }
        });
    }

    private static String served(String key) {
        String context = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"kind\": \"user\", \"key\": \"%s\"}".formatted(key).getBytes(StandardCharsets.UTF_8));
        JsonPath values = given().get("/sandbox/launchdarkly/sdk/evalx/" + production() + "/contexts/" + context)
                .jsonPath();
        return "{\"results\":" + values.getInt("'search-limits'.value.results") + ",\"pages\":"
                + values.getInt("'search-limits'.value.pages") + "}";
    }

    /** What changed after the first syncs is in LaunchDarkly, too. */
    private static void untilDelivered(Page page) {
        page.waitForCondition(
                () -> {
                    Map<String, Integer> here = people("/sandbox/heap/segments.json", "people");
                    Map<String, Integer> there = people("/sandbox/launchdarkly/segments.json", "members");
                    return List.of("1338065", "1338069").stream()
                            .allMatch(id -> here.get(id).equals(there.get(id)));
                },
                new Page.WaitForConditionOptions().setTimeout(90_000));
    }

    private static Map<String, Integer> people(String path, String count) {
        JsonPath segments = given().get(path).jsonPath();
        Map<String, Integer> people = new HashMap<>();
        for (Map<String, Object> segment : segments.<Map<String, Object>>getList("")) {
            people.put(String.valueOf(segment.get("heapId")), (Integer) segment.get(count));
        }
        return people;
    }

    private static Map<String, Map<String, Object>> users() {
        return given().get("/sandbox/heap/acme/users.json").jsonPath().getMap("");
    }

    private static List<Map<String, Object>> events() {
        return given().get("/sandbox/heap/received.json")
                .jsonPath()
                .getList("findAll { it.kind == 'track' && it.account == 'acme' }");
    }

    private static void flip(String flag, boolean on) {
        int answer = given().contentType(ContentType.JSON)
                .body(Map.of("on", on))
                .put("/sandbox/launchdarkly/flags/" + production() + "/" + flag + "/state.json")
                .jsonPath()
                .getInt("webhook");
        assertThat(answer).isEqualTo(200);
    }

    private static String production() {
        return given().get("/sandbox/state.json")
                .jsonPath()
                .getString("tenants.find { it.slug == 'acme' }.launchDarkly.productionId");
    }

    private static String sdkKey() {
        String page = given().get("/sandbox/launchdarkly/flags").asString();
        Matcher key = Pattern.compile(production() + "</code>, SDK key <code>(sdk-[0-9a-f]+)")
                .matcher(page);
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    private static int number(String identity) {
        Matcher number = NUMBER.matcher(identity);
        assertThat(number.find()).as(identity).isTrue();
        return Integer.parseInt(number.group());
    }
}
