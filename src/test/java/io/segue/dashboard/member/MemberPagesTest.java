package io.segue.dashboard.member;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.OpaqueIds;
import io.segue.segment.PendingChanges;
import io.segue.sync.Batch;
import io.segue.sync.SentKeys;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The story of one person, told from what Heap said and what LaunchDarkly answered. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "member-viewer")
class MemberPagesTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    PendingChanges pending;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingRows rows;

    @Inject
    ApiTokens tokens;

    @Inject
    OpaqueIds ids;

    Ordered sync;

    @BeforeEach
    void makeASync() {
        sync = syncs.order(syncs.place(), "950");
        tenants.join(sync.tenant(), "member-viewer", Role.VIEWER);
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void tellsWhoIsInAndWithWhichCallTheyCame() {
        syncs.enter(sync, "ann", "bob");
        syncs.run(sync);

        page("ann").body(allOf(containsString(": in."), containsString("Sent to LaunchDarkly: add")));
    }

    @Test
    void tellsWhoWasRemovedAndWhen() {
        syncs.enter(sync, "ann", "bob");
        syncs.run(sync);
        syncs.leave(sync, "ann");
        syncs.run(sync);

        page("ann")
                .body(allOf(
                        containsString(": out."),
                        containsString("Sent to LaunchDarkly: add"),
                        containsString("Sent to LaunchDarkly: remove")));
        page("bob").body(not(containsString("Sent to LaunchDarkly: remove")));
    }

    @Test
    void tellsInWhichDeliveryEachWordCame() {
        syncs.enter(sync, "ann");
        pending.applyAcknowledged(sync.tenant(), sync.segment());
        syncs.leave(sync, "ann");
        pending.applyAcknowledged(sync.tenant(), sync.segment());
        syncs.enter(sync, "ann", "bob");
        pending.applyAcknowledged(sync.tenant(), sync.segment());
        syncs.enter(sync, "ann");
        pending.applyAcknowledged(sync.tenant(), sync.segment());

        List<String> facts = api("ann").extract().path("memberships[0].facts.what");

        // Heap's last page changed nothing.
        assertThat(facts)
                .containsExactly("Received from Heap: in again", "Received from Heap: out", "Received from Heap: in");
        String latest = api("ann").extract().path("memberships[0].facts[0].deliveryId");
        page("ann").body(containsString("/inbox/" + latest));
        given().get("/t/" + slug() + "/inbox/" + latest).then().statusCode(200).body(containsString("bob"));
    }

    @Test
    void tellsInWhichCallOfWhichRunAKeyWentAndWhatLaunchDarklySaid() {
        syncs.enter(sync, "ann");
        syncs.run(sync);
        long run = Long.parseLong(syncs.one(sync, "select max(id) from run"));

        api("ann")
                .body("memberships[0].facts[0].kind", equalTo("sent"))
                .body("memberships[0].facts[0].runId", equalTo(ids.encode("run", run)))
                .body("memberships[0].facts[0].call", equalTo(1))
                .body(
                        "memberships[0].facts[0].what",
                        equalTo("Sent to LaunchDarkly: add in call 1 of a run, answered 200"))
                .body("memberships[0].places[0].state", equalTo("in"))
                .body("memberships[0].places[0].reason", equalTo("confirmed"));
    }

    @Test
    void tellsThatARemovalIsHeld() {
        syncs.sql(sync.tenant(), "update tenant set hold_floor = 0, hold_percent = 0");
        syncs.enter(sync, "ann", "bob");
        syncs.run(sync);
        syncs.leave(sync, "ann");
        syncs.run(sync);

        page("ann").body(allOf(containsString(": still in."), containsString("the removal is held")));
        api("ann")
                .body("memberships[0].places[0].reason", equalTo("held"))
                .body("memberships[0].facts.kind", hasItem("held"));
    }

    @Test
    void tellsOfARefusalWhenTheQuarantineIsOver() {
        target.failBefore(batch -> batch.adds().contains("ann")
                ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "not this one"))
                : Optional.empty());
        syncs.enter(sync, "ann", "bob");
        syncs.run(sync);
        api("ann").body("memberships[0].facts.kind", hasItem("quarantined"));
        target.work();
        syncs.sql(sync.tenant(), "update quarantined_key set at = at - interval '2 days'");
        syncs.run(sync);

        api("ann")
                .body("memberships[0].places[0].state", equalTo("in"))
                .body("memberships[0].facts.kind", not(hasItem("quarantined")))
                .body("memberships[0].facts.what", hasItem(containsString("add in call 1 of a run, answered 400")));
    }

    @Test
    void findsTheCallAmongManyThatCarriedOtherKeys() {
        syncs.enter(sync, "ann");
        syncs.run(sync);
        long run = Long.parseLong(syncs.one(sync, "select max(id) from run"));
        byte[] others = SentKeys.of(new Batch(List.of("aaa", "zzz"), List.of())).stored();
        byte[] marks = SentKeys.of(new Batch(List.of("aaa", "zzz"), List.of())).marks();
        rows.write(sync.tenant(), """
                with made as (
                    insert into run_call (tenant_id, run_id, ordinal, at, adds, removes, status, outcome, millis, sync_id,
                           first_key, last_key, keys, marks)
                    select t, r, n + 1, now(), 2, 0, 200, 'done', 1, y, 'aaa', 'zzz', k, m
                      from (select ?::bigint as t, ?::bigint as r, ?::bigint as y, ?::bytea as k, ?::bytea as m) x,
                           generate_series(1, 1000) n
                    returning 1)
                select count(*) from made""", run, sync.sync(), others, marks);

        api("ann").body("memberships[0].facts.findAll { it.kind == 'sent' }", hasSize(1));
    }

    @Test
    void tellsPipelinesThatNobodyHasTheValueAndNeedsOne() {
        api("nobody").body("reason", equalTo("never-received")).body("memberships", hasSize(0));

        TestingTenants.bearer(token()).get("/api/v1/members").then().statusCode(400);
    }

    @Test
    void tellsThatTheKeyFieldHasNoValue() {
        syncs.enter(sync, "ann");
        pending.applyAcknowledged(sync.tenant(), sync.segment());
        syncs.sql(sync.tenant(), "update segment set key_field = 'email'");

        page("ann").body(containsString("Heap sent no value in “email”"));
        api("ann").body("memberships[0].reason", equalTo("blank-key"));
    }

    @Test
    void asksLaunchDarklyAboutWhomHeapNeverNamed() {
        syncs.sql(sync.tenant(), """
                update sync set segment_key = 'heap-950', project_key = 'web', environment_key = 'production'""");

        page("stranger").body(allOf(containsString("Ask LaunchDarkly now"), containsString("Segment 950 in c")));
    }

    @Test
    void tellsWhoWaits() {
        syncs.enter(sync, "ann");
        pending.applyAcknowledged(sync.tenant(), sync.segment());

        page("ann").body(allOf(containsString(": not in yet."), containsString("the next run sends it")));
    }

    @Test
    void tellsThatNobodyHasTheValue() {
        page("nobody").body(containsString("Never received: Heap never named “nobody”"));
    }

    @Test
    void showsValuesAsTextWhateverTheyHold() {
        page("<b>x</b>").body(allOf(containsString("&lt;b&gt;x&lt;/b&gt;"), not(containsString("<b>x"))));
    }

    @Test
    void refusesWhatIsLongerThanAnyKey() {
        given().queryParam("key", "x".repeat(513))
                .get("/t/" + slug() + "/members")
                .then()
                .statusCode(400);
    }

    private ValidatableResponse api(String value) {
        return TestingTenants.bearer(token())
                .queryParam("idOrKey", value)
                .get("/api/v1/members")
                .then()
                .statusCode(200);
    }

    private String token() {
        return tokens.create(sync.tenant(), "a test", Role.VIEWER, "a test").value();
    }

    private ValidatableResponse page(String key) {
        return given().queryParam("key", key)
                .get("/t/" + slug() + "/members")
                .then()
                .statusCode(200);
    }

    private String slug() {
        return syncs.one(sync, "select slug from tenant");
    }
}
