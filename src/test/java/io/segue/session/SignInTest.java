package io.segue.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingSystemClock;
import io.segue.TestingTenants;
import io.segue.TestingVisitor;
import io.segue.TestingVisitor.Answer;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as a browser sees them, with the light OIDC server. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SignInTest {

    @TestHTTPResource
    URI base;

    @Inject
    TestingTenants tenants;

    @Inject
    Tenants allTenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingSystemClock clock;

    private final String person = "person-" + System.nanoTime();
    private TestingVisitor visitor;

    @BeforeEach
    void openABrowser() {
        visitor = newBrowser();
    }

    @AfterEach
    void letTheClockGoOn() {
        clock.goOn();
    }

    @Test
    void putsARandomIdIntoTheCookieAndNothingElse() {
        Answer page = signIn(visitor);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains(person);
        assertThat(visitor.session()).matches("[A-Za-z0-9_-]{43}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a|b|c", "e30.e30.e30", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void takesACookieOfNoSessionForASignIn(String value) {
        Answer answer = visitor.withSession(value).get("/t/any");

        assertThat(answer.isSignIn()).as(answer.toString()).isTrue();
        assertThat(answer.sessionCookies()).isNotEmpty().allMatch(cookie -> cookie.startsWith("q_session=;"));
    }

    @Test
    void leadsWhoReplaysACookieAfterLogOutToTheSignIn() {
        signIn(visitor);
        String replayed = visitor.session();

        visitor.open("/sign-out");

        assertThat(visitor.session()).isEmpty();
        Answer answer = newBrowser().withSession(replayed).get("/t/any");
        assertThat(answer.isSignIn()).as(answer.toString()).isTrue();
    }

    @Test
    void takesNoIdThatSomeoneElsePlanted() {
        String planted = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

        signIn(visitor.withSession(planted));

        assertThat(visitor.session()).isNotEmpty().isNotEqualTo(planted);
    }

    @Test
    void beginsAnotherSessionAtEachSignIn() {
        signIn(visitor);
        String first = visitor.session();
        visitor.open("/sign-out");

        signIn(visitor);

        assertThat(visitor.session()).isNotEmpty().isNotEqualTo(first);
    }

    @Test
    void asksForASignInAfterHalfAnHourOfSilence() {
        clock.stop();
        signIn(visitor);
        clock.tick(Duration.ofMinutes(29));
        assertThat(visitor.get("/t/any").status()).isEqualTo(404);

        clock.tick(Duration.ofMinutes(30));

        assertThat(visitor.get("/t/any").isSignIn()).isTrue();
    }

    @Test
    void isKeptAwakeByPeopleAndNotByPages() {
        clock.stop();
        signIn(visitor);
        clock.tick(Duration.ofMinutes(20));
        assertThat(visitor.getUnattended("/t/any").status()).isEqualTo(404);

        clock.tick(Duration.ofMinutes(11));

        assertThat(visitor.getUnattended("/t/any").status()).isEqualTo(499);
        assertThat(visitor.get("/t/any").isSignIn()).isTrue();
    }

    @Test
    void tellsAScriptThatThereIsNoSessionInsteadOfSendingItAway() {
        assertThat(visitor.getAsScript("/t/any").status()).isEqualTo(499);
    }

    @Test
    void refusesWhoWasRemovedAtTheNextRequest() {
        TenantSummary tenant = tenants.enabled();
        allTenants.invite(tenant.id(), "user:" + person, Role.EDITOR);
        signIn(visitor);
        String page = "/t/" + tenant.slug() + "/segments";
        assertThat(visitor.get(page).status()).isEqualTo(200);

        rows.write(tenant.id(), "delete from person where tenant_id = ? returning 1");

        assertThat(visitor.get(page).status()).isEqualTo(404);
    }

    private TestingVisitor newBrowser() {
        return new TestingVisitor(base.toString());
    }

    private Answer signIn(TestingVisitor who) {
        return who.signIn(Map.of("username", person));
    }
}
