package io.segue.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingSystemClock;
import io.segue.TestingTenants;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of the way from Heap, and of the way to it. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HeapConditionsTest {

    @Inject
    TestingLook look;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingSystemClock clock;

    TenantSummary tenant;

    @BeforeEach
    void makeATenant() {
        clock.stop();
        tenant = tenants.enabled();
    }

    @AfterEach
    void letTheClockGoOn() {
        clock.goOn();
    }

    @Test
    void tellsThatHeapsCallsAreRefusedUntilOneIsLetIn() {
        hook("now() - interval '1 hour'", "now() - interval '4 hours'");
        look.at(tenant);
        assertThat(titles()).containsExactly("Heap’s calls are refused");
        assertThat(rows.texts(tenant.id(), "select level || ' ' || detail from alert where tenant_id = ?"))
                .first()
                .asString()
                .startsWith("warn The signature is of another secret.");

        hook("now() - interval '1 hour'", "now()");
        look.at(tenant);
        clock.tick(Duration.ofMinutes(5));
        look.at(tenant);

        assertThat(titles()).isEmpty();
    }

    @Test
    void tellsThatCallsOfAnotherAccountWaitAlthoughOthersAreLetIn() {
        hook("now() - interval '5 hours'", "now()");
        rows.write(
                tenant.id(),
                "update hook set other_id_token = 'x', other_id_token_at = now() where tenant_id = ? returning 1");
        rows.write(tenant.id(), """
                insert into delivery (tenant_id, id, received_at, signed_at, verdict, digest, body_size, other_id_token)
                values (?, nextval('delivery_seq'), now() - interval '20 minutes', now(), 'foreign', '', 0, 'x')
                returning id""");

        look.everywhere();

        assertThat(titles()).containsExactly("Heap’s calls name another Heap account");

        rows.write(
                tenant.id(),
                "update delivery set verdict = 'waiting' where tenant_id = ? and verdict = 'foreign' returning 1");
        look.everywhere();
        clock.tick(Duration.ofMinutes(5));
        look.everywhere();

        assertThat(titles()).isEmpty();
    }

    @Test
    void saysNothingOfARefusalBeforeACallThatWasLetIn() {
        hook("now() - interval '2 hours'", "now() - interval '1 hour'");

        look.at(tenant);

        assertThat(titles()).isEmpty();
    }

    @Test
    void tellsThatFlagsDoNotReachHeap() {
        long connection = rows.connection(tenant.id(), "Production", true);
        rows.write(tenant.id(), """
                insert into flag_write (tenant_id, connection_id, mode, state, failing_since, failure_code)
                values (?, ?, 'recurring', 'stopped', now() - interval '5 hours', 'credentials-refused') returning id""", connection);
        rows.write(tenant.id(), """
                insert into flag_change_order (tenant_id, connection_id, is_on, identity, state, failing_since, failure_code)
                values (?, ?, true, 'x', 'retrying', now() - interval '20 minutes', 'unavailable') returning tenant_id""", connection);

        look.at(tenant);

        assertThat(rows.texts(
                        tenant.id(), "select level || ' ' || title from alert where tenant_id = ? order by level"))
                .containsExactly(
                        "critical Flag values of Production do not reach Heap",
                        "warn Changed flags of Production do not reach Heap");
    }

    @Test
    void findsTheseTenantsAmongAll() {
        hook("now() - interval '1 hour'", "now() - interval '4 hours'");

        look.everywhere();

        assertThat(titles()).containsExactly("Heap’s calls are refused");
    }

    private void hook(String refused, String called) {
        rows.write(tenant.id(), """
                insert into hook (tenant_id, token_hash, last_refusal, last_refusal_at, last_call_at)
                values (?, '\\x00', 'The signature is of another secret.', %s, %s)
                on conflict (tenant_id) do update set token_hash = '\\x00', last_refusal = excluded.last_refusal,
                       last_refusal_at = excluded.last_refusal_at, last_call_at = excluded.last_call_at
                returning 1""".formatted(refused, called));
    }

    private List<String> titles() {
        return rows.texts(tenant.id(), "select title from alert where tenant_id = ? and recovered_at is null");
    }
}
