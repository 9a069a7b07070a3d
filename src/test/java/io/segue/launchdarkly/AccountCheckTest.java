package io.segue.launchdarkly;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.segue.connection.CheckResult;
import io.segue.connection.CheckStep;
import io.segue.connection.TargetEnvironment;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure.Kind;
import io.segue.connection.Verdict;
import io.segue.platform.Secret;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies after https://github.com/launchdarkly/api-client-ruby/tree/main/docs: CallerIdentityRep, Token, Projects. */
class AccountCheckTest {

    private static final String ID = "57be1db38b75bf0772d11384";
    private static final Secret TOKEN = new Secret("api-11111111-2222-3333");
    private static final String PROJECTS = "/api/v2/projects?expand=environments&limit=100";
    private static final WireMockServer LAUNCH_DARKLY =
            new WireMockServer(options().dynamicPort());

    @BeforeAll
    static void start() {
        LAUNCH_DARKLY.start();
    }

    @AfterAll
    static void stop() {
        LAUNCH_DARKLY.stop();
    }

    @BeforeEach
    void answerAsAHealthyAccount() {
        LAUNCH_DARKLY.resetAll();
        answer("/api/v2/caller-identity", """
                {"accountId": "a1", "tokenKind": "auth", "tokenName": "CI", "tokenId": "t1", "serviceToken": true}""");
        answer("/sdk/goals/" + ID, "[]");
        answer("/api/v2/tokens/t1", "{\"_id\": \"t1\", \"role\": \"writer\", \"serviceToken\": true}");
        answer(PROJECTS, """
                {"items": [{"key": "web", "name": "Web", "environments": {"items": [
                  {"_id": "%s", "key": "production", "name": "Production", "apiKey": "sdk-1", "mobileKey": "mob-1"}]}}]}""".formatted(ID));
    }

    @Test
    void passesAHealthyAccountAndLearnsItsKeys() {
        CheckResult result = check();

        assertThat(result.isPassed()).isTrue();
        assertThat(result.environment()).contains(new TargetEnvironment("web", "Web", "production", "Production", ID));
        assertThat(result.steps())
                .extracting(CheckStep::verdict)
                .containsExactly(
                        Verdict.PASSED,
                        Verdict.PASSED,
                        Verdict.PASSED,
                        Verdict.PASSED,
                        Verdict.PASSED,
                        Verdict.UNKNOWN);
        assertThat(result.toString()).doesNotContain("sdk-1", "mob-1", TOKEN.value());
        LAUNCH_DARKLY.verify(getRequestedFor(urlEqualTo("/api/v2/caller-identity"))
                .withHeader("Authorization", equalTo(TOKEN.value()))
                .withHeader("LD-API-Version", equalTo("20240415")));
        LAUNCH_DARKLY.verify(getRequestedFor(urlEqualTo("/sdk/goals/" + ID)).withoutHeader("Authorization"));
    }

    @Test
    void offersTheLeastPolicyForTheVeryEnvironment() {
        assertThat(step(AccountCheck.WRITE).policy())
                .isEqualToIgnoringWhitespace(
                        "[{\"effect\":\"allow\",\"actions\":[\"createSegment\",\"updateIncluded\"],"
                                + "\"resources\":[\"proj/web:env/production:segment/*\"]}]");
    }

    @Test
    void failsAnUnknownTokenAndSkipsWhatDependsOnIt() {
        answer(
                "/api/v2/caller-identity",
                401,
                "{\"code\": \"unauthorized\", \"message\": \"Invalid account ID header\"}");

        assertThat(step(AccountCheck.REACHABLE).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(step(AccountCheck.TOKEN).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(step(AccountCheck.TOKEN).found()).contains("did not recognise this access token");
        assertThat(step(AccountCheck.ENVIRONMENT).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(step(AccountCheck.OWNER).verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(step(AccountCheck.WRITE).verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(check().isPassed()).isFalse();
    }

    @Test
    void failsAnSdkKey() {
        answer("/api/v2/caller-identity", "{\"environmentId\": \"" + ID + "\", \"projectId\": \"p\"}");

        assertThat(step(AccountCheck.TOKEN).found()).contains("SDK key");
    }

    @Test
    void saysWhenLaunchDarklyIsAway() {
        answer("/api/v2/caller-identity", 503, "");

        assertThat(step(AccountCheck.REACHABLE).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(step(AccountCheck.TOKEN).verdict()).isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void failsAnUnknownEnvironment() {
        answer("/sdk/goals/" + ID, 404, "");

        assertThat(step(AccountCheck.ENVIRONMENT).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(step(AccountCheck.OWNER).verdict()).isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void failsAnEnvironmentOfAnotherAccount() {
        answer(PROJECTS, otherEnvironment());

        assertThat(step(AccountCheck.OWNER).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void cannotVerifyTheOwnerWithATokenOfNarrowRights() {
        answer(PROJECTS, otherEnvironment());
        answer("/api/v2/tokens/t1", "{\"inlineRole\": [{\"effect\": \"allow\"}]}");

        assertThat(step(AccountCheck.OWNER).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(step(AccountCheck.OWNER).found()).contains("Cannot verify");
    }

    @ParameterizedTest
    @CsvSource({"200", "403", "404", "500"})
    void cannotVerifyTheOwnerWhenNoProjectIsShown(int status) {
        answer(PROJECTS, status, "{\"items\": []}");

        assertThat(step(AccountCheck.OWNER).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void walksAllPagesOfProjectsAndEnvironments() {
        answer(PROJECTS, """
                {"items": [], "_links": {"next": {"href": "/api/v2/projects?expand=environments&limit=100&offset=100"}}}""");
        answer("/api/v2/projects?expand=environments&limit=100&offset=100", """
                {"items": [{"key": "web", "environments": {"items": [{"_id": "x", "key": "x"}],
                 "_links": {"next": {"href": "/api/v2/projects/web/environments?offset=20"}}}}]}""");
        answer(
                "/api/v2/projects/web/environments?offset=20",
                "{\"items\": [{\"_id\": \"" + ID + "\", \"key\": \"late\"}]}");

        assertThat(check().environment())
                .hasValueSatisfying(found -> assertThat(found.environmentKey()).isEqualTo("late"));
        assertThat(account().environments(TOKEN)).hasSize(2);
    }

    @Test
    void takesTheTokenNowhereElse() {
        answer(
                PROJECTS,
                "{\"items\": [], \"_links\": {\"next\": {\"href\": \"https://evil.example/api/v2/projects\"}}}");

        assertThat(account().environments(TOKEN)).isEmpty();
    }

    @Test
    void endsAWalkThatWouldNeverEnd() {
        answer(PROJECTS, "{\"_links\": {\"next\": {\"href\": \"/api/v2/projects?n=1\"}}}");
        answer("/api/v2/projects?n=1", "{\"_links\": {\"next\": {\"href\": \"" + PROJECTS + "\"}}}");

        assertThat(step(AccountCheck.OWNER).verdict()).isEqualTo(Verdict.UNKNOWN);
        LAUNCH_DARKLY.verify(20, getRequestedFor(urlEqualTo(PROJECTS)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\": \"reader\"} | FAILED",
                "{\"role\": \"admin\"} | PASSED",
                "{\"role\": \"owner\", \"customRoleIds\": []} | PASSED",
                "{\"role\": \"reader\", \"customRoleIds\": [\"r1\"]} | UNKNOWN",
                "{\"inlineRole\": [{\"effect\": \"allow\"}]} | UNKNOWN",
                "{} | UNKNOWN"
            })
    void judgesTheRightToWriteByTheRole(String token, Verdict verdict) {
        answer("/api/v2/tokens/t1", token);

        assertThat(step(AccountCheck.WRITE).verdict()).isEqualTo(verdict);
    }

    @Test
    void doesNotKnowTheRightsOfATokenThatMayNotSeeThem() {
        answer("/api/v2/tokens/t1", 403, "{\"code\": \"forbidden\"}");

        assertThat(step(AccountCheck.WRITE).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void refusesToListEnvironmentsWithABadToken() {
        answer(PROJECTS, 401, "");

        assertThatThrownBy(() -> account().environments(TOKEN))
                .isInstanceOfSatisfying(
                        VendorException.class,
                        e -> assertThat(e.failure().kind()).isEqualTo(Kind.CREDENTIALS_REFUSED));
    }

    private static String otherEnvironment() {
        return "{\"items\": [{\"key\": \"p\", \"environments\": {\"items\": [{\"_id\": \"ffff\", \"key\": \"e\"}]}}]}";
    }

    private static void answer(String path, String json) {
        answer(path, 200, json);
    }

    private static void answer(String path, int status, String json) {
        LAUNCH_DARKLY.stubFor(
                get(urlEqualTo(path)).willReturn(aResponse().withStatus(status).withBody(json)));
    }

    private static CheckStep step(String name) {
        List<CheckStep> steps = check().steps();
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static CheckResult check() {
        return account().check(ID, TOKEN);
    }

    private static LaunchDarklyAccount account() {
        LaunchDarklyClient client = TestingLaunchDarklyConfig.clientOf(LAUNCH_DARKLY.baseUrl());
        return new LaunchDarklyAccount(new AccountClient(client, new FailureGrading(Clock.systemUTC())));
    }
}
