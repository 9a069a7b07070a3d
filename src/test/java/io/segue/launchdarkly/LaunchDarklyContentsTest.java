package io.segue.launchdarkly;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.segue.connection.TargetPlace;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure.Kind;
import io.segue.connection.contents.StoredExport;
import io.segue.connection.contents.StoredExport.Progress;
import io.segue.connection.contents.StoredSegment;
import io.segue.platform.Secret;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Bodies from https://launchdarkly.com/docs/api/segments/get-segment and .../get-big-segment-export. What the link to the
 * file is called is not documented.
 */
class LaunchDarklyContentsTest {

    private static final Secret TOKEN = new Secret("api-11111111-2222-3333");
    private static final TargetPlace PLACE = new TargetPlace("web", "production", "heap-inbound-1");
    private static final String PATH = "/api/v2/segments/web/production/heap-inbound-1";

    @RegisterExtension
    static final WireMockExtension LAUNCH_DARKLY =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Test
    void readsWhenTheSegmentWasMadeAndHowManyItHolds() {
        LAUNCH_DARKLY.stubFor(get(PATH).willReturn(okJson("""
                {"key": "heap-inbound-1", "creationDate": 1654104600000, "deleted": false, "generation": 1,
                 "_unboundedMetadata": {"includedCount": 1234, "excludedCount": 0}}""")));

        assertThat(contents().find(PLACE, TOKEN))
                .contains(new StoredSegment(1_654_104_600_000L, OptionalLong.of(1_234)));
        LAUNCH_DARKLY.verify(getRequestedFor(urlEqualTo(PATH)).withHeader("Authorization", equalTo(TOKEN.value())));
    }

    @Test
    void findsNoneWhereItIsUnknownOrDeleted() {
        LAUNCH_DARKLY.stubFor(get(PATH).willReturn(aResponse().withStatus(404)));
        assertThat(contents().find(PLACE, TOKEN)).isEmpty();

        LAUNCH_DARKLY.stubFor(get(PATH).willReturn(okJson("{\"creationDate\": 1, \"deleted\": true}")));
        assertThat(contents().find(PLACE, TOKEN)).isEmpty();
    }

    @Test
    void saysWhoIsToWait() {
        LAUNCH_DARKLY.stubFor(get(PATH).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "3")));

        assertThatThrownBy(() -> contents().find(PLACE, TOKEN))
                .isInstanceOfSatisfying(VendorException.class, thrown -> {
                    assertThat(thrown.failure().kind()).isEqualTo(Kind.RATE_LIMITED);
                    assertThat(thrown.limits()).hasSize(1);
                });
    }

    @Test
    void readsTheNewExportsIdFromTheHeaderOrTheBody() {
        LAUNCH_DARKLY.stubFor(post(PATH + "/exports")
                .willReturn(aResponse().withStatus(200).withHeader("Location", PATH + "/exports/abc-1?x=1")));
        assertThat(contents().startExport(PLACE, TOKEN)).isEqualTo("abc-1");

        LAUNCH_DARKLY.stubFor(post(PATH + "/exports").willReturn(okJson("{\"id\": \"abc-2\"}")));
        assertThat(contents().startExport(PLACE, TOKEN)).isEqualTo("abc-2");
    }

    @Test
    void waitsForAnExportUntilItHasAFile() {
        export("in progress", "");
        assertThat(found().progress()).isEqualTo(Progress.GOING_ON);

        export("complete", ", \"file\": {\"href\": \"/x\", \"type\": \"text/csv\"}");
        assertThat(found()).isEqualTo(new StoredExport(Progress.READY, "complete", Optional.of("/x")));

        export("failed", "");
        assertThat(found().progress()).isEqualTo(Progress.FAILED);
    }

    @Test
    void readsTheFileFromLaunchDarklyWithTheToken() {
        LAUNCH_DARKLY.stubFor(get("/files/1").willReturn(aResponse().withBody("ann\nbob\n")));

        assertThat(read("/files/1")).containsExactly("ann", "bob");
        LAUNCH_DARKLY.verify(
                getRequestedFor(urlEqualTo("/files/1")).withHeader("Authorization", equalTo(TOKEN.value())));
    }

    @Test
    void followsToAnotherPlaceOfLaunchDarklysOnly() {
        LAUNCH_DARKLY.stubFor(get("/files/2")
                .willReturn(aResponse().withStatus(302).withHeader("Location", LAUNCH_DARKLY.baseUrl() + "/files/3")));
        LAUNCH_DARKLY.stubFor(get("/files/3").willReturn(aResponse().withBody("ann\n")));
        assertThat(read("/files/2")).containsExactly("ann");

        for (String elsewhere : List.of(
                "https://169.254.169.254/latest",
                "http://files.launchdarkly.com/x",
                "https://launchdarkly.com.evil.test/x")) {
            assertThatThrownBy(() -> read(elsewhere))
                    .isInstanceOf(VendorException.class)
                    .hasMessageContaining("where we fetch nothing from");
        }
    }

    private static void export(String status, String links) {
        LAUNCH_DARKLY.stubFor(get(PATH + "/exports/abc").willReturn(okJson("""
                {"id": "abc", "segmentKey": "heap-inbound-1", "creationTime": 1654104600000, "status": "%s", "sizeBytes": 18,
                 "size": "18 B", "initiator": {"name": "Ariel Flores", "email": "ariel@acme.com"},
                 "_links": {"self": {"href": "/self", "type": "application/json"}%s}}""".formatted(status, links))));
    }

    private static StoredExport found() {
        return contents().findExport(PLACE, "abc", TOKEN);
    }

    private static List<String> read(String file) {
        List<String> keys = new ArrayList<>();
        contents().read(new StoredExport(Progress.READY, "complete", Optional.of(file)), TOKEN, keys::add);
        return keys;
    }

    private static LaunchDarklyContents contents() {
        LaunchDarklyClient client = TestingLaunchDarklyConfig.clientOf(LAUNCH_DARKLY.baseUrl());
        FailureGrading grading = new FailureGrading(Clock.fixed(TestingCalls.NOW, ZoneOffset.UTC));
        return new LaunchDarklyContents(new AccountClient(client, grading), new ExportDownload(client));
    }
}
