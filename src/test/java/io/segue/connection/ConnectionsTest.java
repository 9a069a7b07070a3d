package io.segue.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.platform.Database;
import io.segue.platform.SealBrokenException;
import io.segue.platform.Secret;
import io.segue.tenant.TenantSummary;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class ConnectionsTest {

    @ApplicationScoped
    static class TestingTokenListener {

        private final List<TokenReplacedEvent> heard = new ArrayList<>();

        void hear(@Observes TokenReplacedEvent event) {
            heard.add(event);
        }

        List<TokenReplacedEvent> heard() {
            return List.copyOf(heard);
        }
    }

    @Inject
    Connections connections;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingTokenListener listener;

    @Inject
    Database database;

    TenantSummary tenant;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
    }

    @Test
    void opensATokenOnlyForItsTenant() {
        ConnectionSummary connection = create(tenant);

        assertThat(connections.open(tenant.id(), connection.number()))
                .contains(new ConnectionAccess(
                        connection.number(),
                        "Production",
                        TestingLaunchDarkly.ENVIRONMENT,
                        new Secret(TestingLaunchDarkly.TOKEN),
                        1,
                        Optional.empty()));
        assertThat(connections.open(tenants.enabled().id(), connection.number()))
                .isEmpty();
    }

    @Test
    void opensNoTokenThatWasCopiedToAnotherTenantsRow() {
        TenantSummary thief = tenants.enabled();
        ConnectionSummary own = create(thief);
        byte[] sealed = sealedToken(tenant, create(tenant));

        database.doInTenant(thief.id(), c -> {
            try (PreparedStatement update = c.prepareStatement("update connection set sealed_token = ? where id = ?")) {
                update.setBytes(1, sealed);
                update.setLong(2, own.number());
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        });

        assertThatThrownBy(() -> connections.open(thief.id(), own.number())).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void storesNoTokenInClear() {
        byte[] sealed = sealedToken(tenant, create(tenant));

        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("CANARY");
    }

    @Test
    void tellsThatATokenWasReplacedAndCountsItsVersions() {
        ConnectionSummary connection = create(tenant);

        connections.replaceToken(tenant.id(), connection.id(), "api-another-token-1234", "a test");

        assertThat(listener.heard()).contains(new TokenReplacedEvent(tenant.id(), connection.number()));
        assertThat(connections.open(tenant.id(), connection.number())).hasValueSatisfying(access -> {
            assertThat(access.tokenVersion()).isEqualTo(2);
            assertThat(access.accessToken()).isEqualTo(new Secret("api-another-token-1234"));
        });
    }

    @Test
    void leavesANewTokensCheckAloneWhenAnOldOneEnds() {
        ConnectionSummary connection = create(tenant);
        ConnectionAccess before =
                connections.open(tenant.id(), connection.number()).orElseThrow();
        connections.replaceToken(tenant.id(), connection.id(), "api-another-token-1234", "a test");

        connections.noteCheck(
                tenant.id(),
                before,
                new CheckResult(List.of(CheckStep.passed("a", "b")), Optional.empty(), Optional.of("5a1d")));

        assertThat(connections.get(tenant.id(), connection.id()).checkPassed()).isEmpty();
    }

    @Test
    void keepsAConnectionThatASyncUses() {
        ConnectionSummary connection = create(tenant);
        addSync(connection, "recurring");

        assertThatThrownBy(() -> connections.remove(tenant.id(), connection.id(), "a test"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(409))
                .hasMessageContaining("1 does");
    }

    @Test
    void removesAConnectionWhoseSyncsAreOffWithItsToken() {
        ConnectionSummary connection = create(tenant);
        addSync(connection, "off");

        connections.remove(tenant.id(), connection.id(), "a test");

        assertThat(connections.list(tenant.id())).isEmpty();
        assertThat(connections.open(tenant.id(), connection.number())).isEmpty();
        assertThat(sealedToken(tenant, connection)).isEmpty();
    }

    @Test
    void writesWhatHappenedIntoTheAuditLog() {
        ConnectionSummary connection = create(tenant);
        connections.rename(tenant.id(), connection.id(), "Staging", "Ann");
        connections.remove(tenant.id(), connection.id(), "Ann");

        assertThat(auditLog())
                .containsExactly(
                        "a test: connection added Production",
                        "Ann: connection renamed Staging",
                        "Ann: connection removed Staging");
    }

    /** Two would not know of each other's keys. */
    @Test
    void oneConnectionLeadsToAnEnvironment() {
        create(tenant);

        NewConnection again = new NewConnection(
                "Again", Region.US, TestingLaunchDarkly.ENVIRONMENT, new Secret(TestingLaunchDarkly.TOKEN));

        assertThatThrownBy(() -> connections.create(tenant.id(), again, "a test"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("\"Production\" has the same client-side ID");
    }

    /** Who was sent there before is remembered with it. */
    @Test
    void oneThatWasRemovedAndIsAddedAgainIsTheSame() {
        ConnectionSummary first = create(tenant);
        connections.remove(tenant.id(), first.id(), "a test");

        ConnectionSummary again = create(tenant);

        assertThat(again.number()).isEqualTo(first.number());
        assertThat(connections.list(tenant.id()))
                .extracting(ConnectionSummary::name)
                .containsExactly("Production");
    }

    private ConnectionSummary create(TenantSummary owner) {
        return connections.create(
                owner.id(),
                new NewConnection(
                        "Production",
                        Region.US,
                        TestingLaunchDarkly.ENVIRONMENT,
                        new Secret(TestingLaunchDarkly.TOKEN)),
                "a test");
    }

    private byte[] sealedToken(TenantSummary owner, ConnectionSummary connection) {
        return database.inTenant(owner.id(), c -> {
            try (PreparedStatement select = c.prepareStatement("select sealed_token from connection where id = ?")) {
                select.setLong(1, connection.number());
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getBytes(1);
                }
            }
        });
    }

    private List<String> auditLog() {
        return database.inTenant(tenant.id(), c -> {
            List<String> lines = new ArrayList<>();
            try (PreparedStatement select =
                            c.prepareStatement("select actor, action, subject from audit_entry order by id");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1) + ": " + rows.getString(2) + " " + rows.getString(3));
                }
            }
            return lines;
        });
    }

    private void addSync(ConnectionSummary connection, String mode) {
        database.doInTenant(tenant.id(), c -> {
            try (PreparedStatement insert = c.prepareStatement("""
                    with s as (insert into segment (tenant_id, heap_id, name) values (?, 'h1', 'S') returning id)
                    insert into sync (tenant_id, segment_id, connection_id, mode) select ?, id, ?, ? from s""")) {
                insert.setLong(1, tenant.id());
                insert.setLong(2, tenant.id());
                insert.setLong(3, connection.number());
                insert.setString(4, mode);
                insert.executeUpdate();
            }
        });
    }
}
