package io.segue.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingSystemClock;
import io.segue.platform.Database;
import io.segue.platform.DatabaseException;
import io.segue.platform.Select;
import io.segue.platform.Tokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SessionsTest {

    @Inject
    Sessions sessions;

    @Inject
    OldSessionsJob job;

    @Inject
    Database database;

    @Inject
    TestingSystemClock clock;

    private final String person = UUID.randomUUID().toString();

    @BeforeEach
    void stopTheClock() {
        clock.stop();
    }

    @AfterEach
    void letItGoOn() {
        clock.goOn();
    }

    @Test
    void givesBackTheTokensOfASession() {
        SessionTokens tokens = new SessionTokens(idToken("a"), "access", "refresh", 300L, "openid email");
        String id = sessions.begin(tokens).value();

        assertThat(sessions.use(id)).contains(tokens);
        assertThat(tokens).hasToString("***");
    }

    @Test
    void storesNeitherTheIdNorATokenInClear() {
        String id = begin("a");

        String row = database.as(
                        Database.Role.GATE,
                        connection -> new Select(
                                        "select encode(sealed_tokens, 'escape') || session::text from session where id_hash = ?",
                                        (Object) Tokens.hash(id))
                                .first(connection, found -> found.getString(1)))
                .orElseThrow();

        assertThat(row)
                .doesNotContain(
                        id,
                        idToken("a"),
                        "a refresh token",
                        Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void endsASessionThatIsNotUsed() {
        String id = begin("a");

        clock.tick(Duration.ofMinutes(30));

        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void keepsASessionThatIsUsedUntilHalfADayIsOver() {
        String id = begin("a");

        for (int i = 0; i < 35; i++) {
            clock.tick(Duration.ofMinutes(20));
            assertThat(sessions.use(id)).isPresent();
        }

        clock.tick(Duration.ofMinutes(20));
        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void isNoYoungerForNewTokens() {
        String id = begin("a");
        clock.tick(Duration.ofMinutes(29));

        assertThat(sessions.renew(id, tokens("b"))).isTrue();

        assertThat(sessions.use(id)).contains(tokens("b"));
        clock.tick(Duration.ofHours(12));
        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void takesNoNewTokensIntoASessionThatHasEnded() {
        String id = begin("a");
        sessions.end(id);

        assertThat(sessions.renew(id, tokens("b"))).isFalse();
        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void endsTheOneSessionThatTheOidcServerNames() {
        String one = begin("a");
        String other = begin("b");

        sessions.endOf(SessionOwner.of(idToken("a")));

        assertThat(sessions.use(one)).isEmpty();
        assertThat(sessions.use(other)).isPresent();
    }

    @Test
    void endsEverySessionOfAPersonWhenTheOidcServerNamesNone() {
        String one = begin("a");
        String other = begin("b");

        sessions.endOf(new SessionOwner("another issuer", Optional.of(person), Optional.empty()));
        assertThat(sessions.use(one)).isPresent();
        sessions.endOf(new SessionOwner("https://oidc", Optional.of(person), Optional.empty()));

        assertThat(sessions.use(one)).isEmpty();
        assertThat(sessions.use(other)).isEmpty();
    }

    @Test
    void deletesWhatHasEndedByTime() {
        begin("a");
        clock.tick(Duration.ofMinutes(20));
        begin("b");
        clock.tick(Duration.ofMinutes(10));

        job.deleteOldSessions();

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void treatsTokensThatDoNotOpenAsNoSession() {
        String id = begin("a");
        String other = begin("b");

        database.as(
                Database.Role.GATE,
                connection -> new Select("""
                update session set sealed_tokens = (select sealed_tokens from session where id_hash = ?)
                 where id_hash = ? returning 1""", Tokens.hash(other), Tokens.hash(id)).list(connection, row -> 1));

        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void showsNoSessionToAnyOtherRole() {
        Select all = new Select("select 1 from session");

        assertThatThrownBy(() -> database.inTenant(1, connection -> all.list(connection, row -> 1)))
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> database.as(Database.Role.SUPPORT, connection -> all.list(connection, row -> 1)))
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> database.as(Database.Role.WORKER, connection -> all.list(connection, row -> 1)))
                .isInstanceOf(DatabaseException.class);
    }

    private String begin(String sid) {
        return sessions.begin(tokens(sid)).value();
    }

    private SessionTokens tokens(String sid) {
        return new SessionTokens(idToken(sid), null, "a refresh token", null, null);
    }

    private String idToken(String sid) {
        String claims = """
                {"iss":"https://oidc","sub":"%s","sid":"%s of %s"}""".formatted(person, sid, person);
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".signature";
    }

    private long rows() {
        return database.as(
                        Database.Role.GATE,
                        connection -> new Select("select count(*) from session where subject = ?", person)
                                .first(connection, row -> row.getLong(1)))
                .orElseThrow();
    }
}
