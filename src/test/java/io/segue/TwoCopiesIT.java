package io.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.segue.TestingCopies.Copy;
import io.segue.browser.TestingBrowser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of the packaged jar on one database. One is there all the time; the other may be lost in any test. */
@Tag("long")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class TwoCopiesIT {

    private static final int MEMBERS = 60_000;

    @TempDir
    static Path folder;

    static TestingCopies copies;
    static Copy staying;
    static Copy other;
    static String run;

    /** A run that goes on, on the copy that stays, for as long as the tests take. */
    @BeforeAll
    static void start() throws Exception {
        copies = new TestingCopies(folder);
        copies.slowDown(Duration.ofSeconds(3));
        staying = copies.start("staying", Map.of());
        noteWhatFires();
        run = beginRun();
    }

    @BeforeEach
    void startTheOther() {
        if (other == null) {
            other = copies.start("other", Map.of());
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        copies.close();
    }

    @Test
    void aSessionOfOneIsASessionOfTheOther() {
        TestingVisitor here = new TestingVisitor(staying.url());
        here.signIn(Map.of("username", "support"));
        TestingVisitor there = new TestingVisitor(other.url()).withSession(here.session());

        assertThat(here.session()).isNotEmpty();
        assertThat(there.get("/support").status()).isEqualTo(200);

        there.open("/sign-out");

        assertThat(here.get("/support").isSignIn()).isTrue();
    }

    @Test
    void aSignInThatBeganAtOneEndsAtTheOther() throws Exception {
        try (TestingRelay proxy = new TestingRelay()) {
            TestingVisitor visitor = new TestingVisitor("http://localhost:" + proxy.open(staying.port()));
            String toOidc = visitor.get("/sign-in").location().orElseThrow();
            // One that the visitor's client keeps open goes on to where it led.
            proxy.shut();
            proxy.letThrough();
            proxy.turnTo(other.port());

            visitor.submit(visitor.open(toOidc), Map.of("username", "support"));

            assertThat(visitor.get("/support").status()).isEqualTo(200);
        }
    }

    @Test
    void eachPeriodicJobFiresOnceForBoth() throws Exception {
        long from = Instant.now().toEpochMilli();

        await().atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from fired where job like '%waiting-deliveries%' and at > " + from)
                        >= 4);

        assertThat(count("select count(*) from fired")).isPositive();
        assertThat(count("select count(*) from (select from fired group by job, at having count(*) > 1)"))
                .as("no job fired twice for one moment")
                .isZero();
        assertThat(count("select count(distinct instance_name) from quartz.qrtz_scheduler_state"))
                .isEqualTo(2);
    }

    @Test
    void aPageThatOneTookIsThereForTheOther() {
        int from = 1_000_000;

        assertThat(other.page("9", from, 10)).isEqualTo(200);
        assertThat(staying.page("9", from + 10, 10)).isEqualTo(200);

        await().untilAsserted(() -> assertThat(Stream.of(staying, other)
                        .map(copy ->
                                copy.api().get("/api/v1/segments").path("items.find { it.heapId == '9' }.members")))
                .containsExactly(20, 20));
    }

    @Test
    void aPageThatShowsARunLiveGoesOnWhenItsCopyIsLost() throws Exception {
        TestingRelay proxy = new TestingRelay();
        int port = proxy.open(other.port());
        try (TestingBrowser browser = new TestingBrowser("http://localhost:" + port)) {
            Page page = browser.windowOf("owner");
            page.navigate("/sign-in");
            page.locator("button[value='" + TestingCopies.OWNER + "']").click();
            page.waitForURL(url -> url.startsWith("http://localhost:" + port));
            AtomicInteger streams = new AtomicInteger();
            page.onResponse(response ->
                    streams.addAndGet(response.url().endsWith("/events") && response.status() == 200 ? 1 : 0));
            page.navigate("/t/acme/runs/" + run);
            page.waitForCondition(() -> streams.get() == 1);
            page.waitForCondition(() -> added(page) > 0);

            other.process().kill();
            other = null;
            proxy.turnTo(staying.port());
            int before = added(page);

            page.waitForCondition(() -> streams.get() == 2);
            page.waitForCondition(() -> added(page) > before);
        } finally {
            proxy.close();
        }
    }

    @Test
    void streamsDoNotKeepACopyFromStopping() throws Exception {
        TestingVisitor owner = new TestingVisitor(other.url());
        owner.signIn(Map.of("username", TestingCopies.OWNER));
        HttpResponse<Stream<String>> stream = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(other.url() + "/t/acme/runs/" + run + "/events"))
                                .header("Cookie", TestingVisitor.SESSION + "=" + owner.session())
                                .build(),
                        BodyHandlers.ofLines());
        assertThat(stream.statusCode()).isEqualTo(200);
        var lines = stream.body().iterator();
        assertThat(lines.next()).isNotNull();

        Instant asked = Instant.now();
        other.process().terminate();
        int end = other.process().exitCode();
        other = null;

        assertThat(end).isEqualTo(143);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
        List<String> rest = new ArrayList<>();
        lines.forEachRemaining(rest::add);
        assertThat(rest).as("an end would keep the browser from asking again").doesNotContain("event:end");
    }

    private static int added(Page page) {
        String text = page.locator("dl.figures div:has(dt:text-is('Added')) dd").innerText();
        return Integer.parseInt(text.replaceAll("\\D", ""));
    }

    private static String beginRun() {
        for (int from = 0; from < MEMBERS; from += 1_000) {
            assertThat(staying.page("7", from, 1_000)).isEqualTo(200);
        }
        staying.order("7", staying.connect("api-00000000-0000-4000-8000-000000000001"));
        return await().atMost(Duration.ofSeconds(60)).until(() -> staying.lastRun("7", "id"), id -> !id.isEmpty());
    }

    /** Quartz says in a table of its own when it fires a job, and forgets it: this keeps it. */
    private static void noteWhatFires() throws SQLException {
        try (Connection connection = copies.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table fired (job text, at bigint, instance text);
                    create function note_fired() returns trigger language plpgsql security definer as $$
                    begin
                        insert into segue.fired values (new.trigger_name, new.sched_time, new.instance_name);
                        return null;
                    end $$;
                    create trigger note_fired after update on quartz.qrtz_fired_triggers for each row
                        when (new.state = 'EXECUTING' and old.state <> 'EXECUTING') execute function note_fired();""");
        }
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = copies.superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
