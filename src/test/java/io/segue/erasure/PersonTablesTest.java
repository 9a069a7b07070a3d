package io.segue.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever adds a table says whether it may name one of a customer's users: then an erasure has to reach it. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class PersonTablesTest {

    /** What these keep of a person goes: with the members, with the bodies, or by the PersonTraces of their room. */
    private static final Set<String> REACHED = Set.of(
            "segment_member",
            "released_key",
            "delivery_body",
            "delivered_key",
            "erased_key",
            "erasure",
            "hold",
            "quarantined_key",
            "sync",
            "circuit",
            "run",
            "run_call",
            "verification",
            "verification_key",
            "api_answer",
            "exported_key",
            "flag_written",
            "flag_refused",
            "flag_write",
            "flag_run",
            "flag_call");

    /** These tell of tenants, of their own people, of segments, connections and numbers. */
    private static final Set<String> NOBODY = Set.of(
            "alert",
            "alert_delivery",
            "alert_notice",
            "alert_quiet",
            "alert_rule",
            "alert_target",
            "api_token",
            "audit_entry",
            "blocked_value",
            "connection",
            "delivery",
            "delivery_key",
            "flag_change",
            "flag_change_order",
            "flag_choice",
            "flag_heap",
            "flag_hook",
            "flag_open_batch",
            "erasure_place",
            "heap_api",
            "hook",
            "invitation",
            "invitation_mail",
            "open_batch",
            "person",
            "secret_fingerprint",
            "segment",
            "silence",
            "support_look",
            "task",
            "token_pause");

    @Inject
    Database database;

    @Test
    void eachIsReachedByErasuresOrNamesNobody() {
        List<String> tables =
                database.inTenant(0, connection -> new Select("""
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                 where c.relnamespace = 'segue'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                   and a.attname = 'tenant_id' and not a.attisdropped""").list(connection, row -> row.getString(1)));

        assertThat(tables)
                .as("A new table that may name a user is reached by an erasure, or its room implements PersonTraces;"
                        + " then ErasureTest fills it. Otherwise it goes to those that name nobody")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(REACHED.stream(), NOBODY.stream()).toList());
    }
}
