package io.segue.api.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.TestingWorlds;
import io.segue.TestingWorlds.World;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each list of the API is read piece by piece to its end, by the cursor in the body and by the link in the header. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class ListsTest {

    @Inject
    TestingWorlds worlds;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    private World world;
    private String token;

    @ParameterizedTest
    @CsvSource({
        "/api/v1/segments, id",
        "/api/v1/segments?name=more&state=on, id",
        "/api/v1/segments?sort=-members, id",
        "/api/v1/runs, id",
        "/api/v1/runs?segmentId={segment}&state=succeeded, id",
        "/api/v1/runs/{run}/calls, number",
        "/api/v1/deliveries, id",
        "/api/v1/erasures, id",
        "/api/v1/holds, id",
        "/api/v1/quarantine, key",
        "/api/v1/connections, id",
        "/api/v1/segments/{segment}/verifications?connectionId={connection}, id",
        "/api/v1/verifications/{verification}/differences, key",
        "/api/v1/flags/writing/runs?connectionId={connection}, id",
        "/api/v1/flags/writing/runs/{flagrun}/calls, number",
        "/api/v1/flags/writing/refused?connectionId={connection}, identity",
        "/api/v1/flags/choice/history?connectionId={connection}, version",
        "/api/v1/quarantine/counts, segmentId",
        "/api/v1/people, id",
        "/api/v1/invitations, id",
        "/api/v1/tokens, id",
        "/api/v1/audit, id"
    })
    void isReadToItsEnd(String path, String id) {
        fill();
        String whole = world.fill(path);
        List<Object> all = get(whole).jsonPath().getList("items." + id);

        assertThat(all).hasSizeGreaterThan(2).doesNotHaveDuplicates();
        assertThat(byCursor(whole, id)).isEqualTo(all);
        assertThat(byLink(whole, id)).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/segments?cursor=x",
                "/api/v1/segments?limit=0",
                "/api/v1/segments?limit=501",
                "/api/v1/segments?limit=many",
                "/api/v1/segments?state=odd",
                "/api/v1/segments?sort=odd",
                "/api/v1/runs?state=odd",
                "/api/v1/deliveries?cursor=%00"
            })
    void saysWhatIsWrongWithWhatWasAsked(String path) {
        fill();

        get(path).then().statusCode(400).contentType("application/problem+json");
    }

    private List<Object> byCursor(String path, String id) {
        List<Object> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath piece = get(path + (path.contains("?") ? "&" : "?") + "limit=2&cursor=" + cursor)
                    .jsonPath();
            assertThat(piece.getList("items")).hasSizeBetween(1, 2);
            read.addAll(piece.getList("items." + id));
            cursor = piece.getString("next");
        } while (cursor != null);
        return read;
    }

    private List<Object> byLink(String path, String id) {
        List<Object> read = new ArrayList<>();
        String next = path + (path.contains("?") ? "&" : "?") + "limit=1";
        while (next != null) {
            Response piece = get(next);
            read.addAll(piece.jsonPath().getList("items." + id));
            String link = piece.header("Link");
            next = link == null ? null : link.replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
        }
        return read;
    }

    private Response get(String path) {
        return TestingTenants.bearer(token).urlEncodingEnabled(false).get(path);
    }

    private void fill() {
        world = worlds.ofNobody();
        token = worlds.token(world, Role.OWNER);
        long tenant = world.tenant().id();
        long place = number("con", "connection");
        long sync = number("syn", "sync");
        long run = number("run", "run");
        for (int i = 0; i < 3; i++) {
            long another = rows.sync(tenant, rows.segment(tenant, "more" + i, "More " + i, i), place, "ready");
            rows.write(tenant, """
                    insert into quarantined_key (tenant_id, sync_id, key, adding, reason, run_id)
                    values (?, ?, 'other' || ?, true, 'invalid', 1) returning sync_id""", another, i);
            rows.run(tenant, sync, "succeeded");
            rows.delivery(tenant, "applied", "any");
            rows.erasure(tenant, sync);
            rows.verification(tenant, sync);
            rows.connection(tenant, "Another " + i, true);
            rows.person(tenant, "person" + i);
            rows.invitation(tenant, "invited" + i + "@example.com");
            worlds.token(world, Role.VIEWER);
            rows.write(tenant, """
                    insert into quarantined_key (tenant_id, sync_id, key, adding, reason, run_id)
                    values (?, ?, 'key' || ?, true, 'invalid', ?) returning sync_id""", sync, i, run);
            rows.write(tenant, """
                    insert into verification_key (tenant_id, verification_id, key, finding)
                    values (?, ?, 'key' || ?, 'extra') returning verification_id""", number("ver", "verification"), i);
            rows.write(tenant, """
                    insert into hold (tenant_id, sync_id, state, removals, held, sample)
                    values (?, ?, 'rejected', ?, 9, '{}') returning id""", sync, i);
            rows.write(tenant, """
                    insert into audit_entry (tenant_id, actor, action, subject, detail)
                    values (?, 'a test', 'did', 'thing ' || ?, '') returning id""", i);
            rows.write(tenant, """
                    insert into run_call (tenant_id, run_id, ordinal, at, adds, removes, outcome, millis)
                    values (?, ?, ?, now(), 1, 0, 'done', 5) returning ordinal""", run, i + 1);
            rows.write(tenant, """
                    insert into flag_call (tenant_id, run_id, ordinal, at, users, outcome, millis)
                    values (?, ?, ?, now(), 1, 'done', 5) returning ordinal""", number("fru", "flagrun"), i + 1);
            rows.write(tenant, """
                    insert into flag_refused (tenant_id, write_id, identity, digest, reason)
                    select tenant_id, id, 'user%d', 1, 'refused' from flag_write where tenant_id = ? returning write_id""".formatted(i));
            rows.write(tenant, """
                    insert into flag_choice select (jsonb_populate_record(f, jsonb_build_object('version', f.version + 1))).*
                      from flag_choice f where tenant_id = ? order by version desc limit 1 returning version""");
            rows.write(tenant, """
                    insert into flag_run (tenant_id, write_id, state, cause)
                    select ?, write_id, 'succeeded', 'person' from flag_run
                     where tenant_id = ? and id = ? returning id""", tenant, number("fru", "flagrun"));
        }
    }

    private long number(String prefix, String name) {
        return ids.decode(prefix, world.names().get(name)).orElseThrow();
    }
}
