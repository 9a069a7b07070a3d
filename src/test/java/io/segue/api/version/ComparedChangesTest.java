package io.segue.api.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.TestingWorlds;
import io.segue.TestingWorlds.World;
import io.segue.connection.Connections;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of two changes at once that were meant for the same version, one happens. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class ComparedChangesTest {

    @Inject
    TestingWorlds worlds;

    @Inject
    TestingWaiters waiters;

    @Inject
    Connections connections;

    private World world;
    private String token;

    @BeforeEach
    void makeAWorld() {
        world = worlds.ofNobody();
        token = worlds.token(world, Role.OWNER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/connections/{connection} | /connections/{connection} | {'name':'First'} | {'name':'Second'}",
                "/segments/{segment} | /segments/{segment}/sync | {'connectionId':'{connection}','mode':'recurring','intervalHours':8}"
                        + " | {'connectionId':'{connection}','mode':'recurring','intervalHours':9}",
                "/segments/{segment}/hold-rule | /segments/{segment}/hold-rule | {'floor':1,'percent':1} | {'floor':2,'percent':2}",
                "/hold-rule | /hold-rule | {'floor':1,'percent':1} | {'floor':2,'percent':2}",
                "/new-segments | /new-segments | {'on':true,'connectionId':'{connection}','keyField':'id'}"
                        + " | {'on':true,'connectionId':'{connection}','keyField':'email'}",
                "/hook | /hook/window | {'seconds':400} | {'seconds':500}",
                "/alerts/quiet-hours | /alerts/quiet-hours | {'from':'22:00','until':'07:00'} | {'from':'21:00','until':'07:00'}",
                "/flags/writing?connectionId={connection} | /flags/writing/sdk-key?connectionId={connection}"
                        + " | {'sdkKey':'sdk-11111111-of-one'} | {'sdkKey':'sdk-22222222-of-another'}",
                // They touch different rows.
                "/alerts/rules | /alerts/rules | {'items':[{'kind':'near-limit','on':false}]} | {'items':[{'kind':'run-failing','on':false}]}",
            })
    void letsExactlyOneWin(String read, String change, String one, String other) {
        String seen = caller().get(path(read)).header("ETag");

        List<Integer> answers =
                waiters.atOnce(world.tenant().id(), () -> put(change, seen, one), () -> put(change, seen, other));

        assertThat(answers).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void goesOverNothingThatAPageChangedMeanwhile() {
        String seen = caller().get(path("/connections/{connection}")).header("ETag");

        waiters.atOnce(world.tenant().id(), () -> put("/connections/{connection}", seen, "{'name':'Mine'}"), () -> {
            connections.rename(world.tenant().id(), world.fill("{connection}"), "Theirs", "a test");
            return 0;
        });

        // Whichever came first, the change never went over what it had not seen.
        assertThat(caller().get(path("/connections/{connection}")).<String>path("name"))
                .isEqualTo("Theirs");
    }

    @Test
    void noOtherChangeWaitsForAVendor() {
        String writing = path("/flags/writing?connectionId={connection}");
        String seen = caller().get(writing).header("ETag");
        CompletableFuture<Integer> asking = CompletableFuture.supplyAsync(() -> put(
                "/flags/writing/sdk-key?connectionId={connection}",
                seen,
                "{'sdkKey':'" + TestingLaunchDarkly.SLOW_SDK_KEY + "'}"));
        await().until(() -> "SLOW".equals(caller().get(writing).path("sdkKeyLastFour")));
        String connection = caller().get(path("/connections/{connection}")).header("ETag");

        int renamed = put("/connections/{connection}", connection, "{'name':'Renamed'}");

        assertThat(renamed).isEqualTo(200);
        assertThat(asking).as("LaunchDarkly has not answered yet").isNotDone();
        assertThat(asking.join()).isEqualTo(200);
    }

    private int put(String path, String seen, String body) {
        return caller().header("If-Match", seen)
                .body(world.fill(body.replace('\'', '"')))
                .put(path(path))
                .statusCode();
    }

    private String path(String below) {
        return world.fill("/api/v1" + below);
    }

    private RequestSpecification caller() {
        return TestingTenants.bearer(token);
    }
}
