package io.segue.sync.quarantine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.segment.KeylessMembers;
import io.segue.segment.Segments;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is not sent is told with the reason, though LaunchDarkly refused nobody. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class LeftOutTest {

    private static final String LONG = "x".repeat(513);

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingSegmentTarget target;

    @Inject
    KeylessMembers keyless;

    @Inject
    Segments segments;

    @Inject
    OpaqueIds ids;

    @Inject
    ApiTokens tokens;

    Ordered sync;

    @BeforeEach
    void receiveSome() {
        sync = syncs.order(syncs.place(), "953");
        tenants.join(sync.tenant(), "left-out-viewer", Role.VIEWER);
        syncs.receive(
                sync,
                "{\"id\":\"ann\",\"email\":\"ann@example.com\"},{\"id\":\"bob\"},{\"id\":\"cem\",\"email\":\"  \"},"
                        + "{\"id\":\"dan\",\"email\":\"" + LONG
                        + "\"},{\"id\":\"eve\",\"email\":\" \"},{\"id\":\" \"},{}",
                "");
        syncs.receive(sync, "{\"id\":\"\"}", "{\"id\":\"eve\"}");
        syncs.run(sync);
    }

    @Test
    void membersWithoutAKeyAreToldPieceByPiece() {
        syncs.keyBy(sync, "email");

        assertThat(members(1)).containsExactly("bob: no value", "cem: blank value", "dan: longer than 512 characters");
        assertThat(members(100)).isEqualTo(members(1));
        long all = Long.parseLong(syncs.one(sync, "select member_count from segment where id = " + sync.segment()));
        assertThat(target.held(sync.place().clientSideId(), "953"))
                .containsExactly("ann@example.com")
                .hasSize((int) all - members(100).size());
    }

    @Test
    @TestSecurity(user = "left-out-viewer")
    void nobodyIsWithoutAKeyThatIsTheId() {
        given().get(page()).then().statusCode(200).body(containsString("There are none: the key is Heap’s id"));
    }

    @Test
    void theApiTellsNobodyThen() {
        assertThat(members(100)).isEmpty();
    }

    @Test
    void looksAtSoManyMembersAtATimeAndGoesOnBehindThem() {
        syncs.keyBy(sync, "email");
        syncs.sql(sync.tenant(), """
                insert into segment_member (tenant_id, segment_id, member_id, key, present, seq, task_order, delivery_id)
                select current_tenant(), %d, 'b' || lpad(n::text, 6, '0'), 'key' || n, true, 0, 0, 0
                  from generate_series(1, 20000) n""".formatted(sync.segment()));
        var segment = segments.find(sync.tenant(), sync.segment()).orElseThrow();

        KeylessMembers.Piece first = keyless.find(sync.tenant(), segment, "", 10);
        KeylessMembers.Piece second =
                keyless.find(sync.tenant(), segment, first.next().orElseThrow(), 10);

        assertThat(first.members()).isEmpty();
        assertThat(second.members())
                .extracting(KeylessMembers.Keyless::memberId)
                .containsExactly("bob", "cem", "dan");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void itemsWithoutAnIdAreToldWithTheirDeliveries() {
        JsonPath first = get("blank-ids", 1, "").jsonPath();
        JsonPath second = get("blank-ids", 1, first.getString("next")).jsonPath();

        assertThat(Stream.of(first, second).map(piece -> piece.getInt("items[0].blanks")))
                .containsExactly(1, 2);
        assertThat(Stream.of(first, second).map(piece -> piece.getInt("blanks")))
                .containsExactly(3, 3);
        assertThat(first.getInt("deliveries")).isEqualTo(2);
        assertThat(first.getString("items[0].deliveryId")).startsWith("dlv_");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    @TestSecurity(user = "left-out-viewer")
    void thePageTellsBothOfASegment() {
        syncs.keyBy(sync, "email");

        given().get(page())
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString(">bob</a>"),
                        containsString("longer than 512 characters"),
                        not(containsString(">ann</a>")),
                        containsString("3 items in 2 deliveries had no id")));
        given().get(page() + "&after=bob")
                .then()
                .body(allOf(not(containsString(">bob</a>")), containsString(">cem</a>")));
        given().get("/t/" + slug() + "/segments/" + id())
                .then()
                .body(containsString("/t/" + slug() + "/quarantine?segment=" + id()));
    }

    private List<String> members(int limit) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath piece = get("members", limit, cursor).jsonPath();
            piece.<Map<String, String>>getList("items")
                    .forEach(one -> all.add(one.get("memberId") + ": " + one.get("reason")));
            cursor = piece.getString("next");
        } while (cursor != null);
        return all;
    }

    private Response get(String list, int limit, String cursor) {
        String token =
                tokens.create(sync.tenant(), "a test", Role.VIEWER, "a test").value();
        return TestingTenants.bearer(token)
                .get("/api/v1/quarantine/" + list + "?segmentId=" + id() + "&limit=" + limit + "&cursor=" + cursor);
    }

    private String page() {
        return "/t/" + slug() + "/quarantine?segment=" + id();
    }

    private String id() {
        return ids.encode("seg", sync.segment());
    }

    private String slug() {
        return syncs.one(sync, "select slug from tenant");
    }
}
