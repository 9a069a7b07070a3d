package io.segue.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What PostgreSQL itself says of the tables that hold what is a tenant's, partitions too: whoever adds one is asked. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class TenantTablesTest {

    private static final String TABLES = """
            with t as materialized (select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
                         from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = 'segue'::regnamespace and c.relkind in ('r', 'p')
                          and a.attname = 'tenant_id' and not a.attisdropped) """;

    /** The second is asked once for a whole statement. */
    private static final String OWN =
            "^\\(tenant_id = ((segue\\.)?current_tenant\\(\\)|\\( SELECT (segue\\.)?current_tenant\\(\\) AS current_tenant\\))\\)$";

    /** Each is an oracle for whoever may insert there, so each needs a reason. */
    private static final Map<String, String> ACROSS_TENANTS = Map.of(
            "secret_fingerprint_uk",
            "with one secret for two tenants, a page for one would verify at the other's address; nothing is learnt, as"
                    + " a secret that somebody else has cannot be guessed");

    @Inject
    Database database;

    @Test
    void areAllRead() {
        assertThat(names("select relname from t"))
                .contains("segment_member", "delivered_key", "delivery", "audit_entry", "api_token")
                .hasSizeGreaterThan(50);
        assertThat(names("select relname from t join pg_inherits i on i.inhrelid = t.oid"))
                .as("partitions")
                .isNotEmpty();
    }

    @Test
    void haveRowLevelSecurityThatHoldsForTheirOwnerToo() {
        assertThat(names("select relname from t where not relrowsecurity or not relforcerowsecurity"))
                .isEmpty();
    }

    /**
     * Policies of one role are joined by "or": a single one that asks for no tenant would open the table. A partition needs
     * none: who comes through the table meets the table's, and who does not sees nothing.
     */
    @Test
    void showTheApplicationOneTenantOnlyAndLetItWriteNoOthers() {
        assertThat(names("""
                select relname || ' has policy ' || coalesce(p.polname, 'none')
                  from t left join pg_policy p on p.polrelid = t.oid
                       and (p.polroles @> array['segue_app'::regrole::oid] or p.polroles @> array[0::oid])
                 where (p.oid is null and not exists (select from pg_inherits i where i.inhrelid = t.oid))
                    or (p.polcmd <> 'a' and coalesce(pg_get_expr(p.polqual, t.oid), '') !~ '%1$s')
                    or (p.polcmd in ('*', 'a', 'w') and coalesce(pg_get_expr(p.polwithcheck, t.oid), '') !~ '%1$s')""".formatted(OWN))).isEmpty();
    }

    @Test
    void leadEachUniqueKeyWithTheTenant() {
        List<String> others = names("""
                select i.indexrelid::regclass::text from t join pg_index i on i.indrelid = t.oid
                 where i.indisunique and pg_get_indexdef(i.indexrelid, 1, false) <> 'tenant_id'""");

        assertThat(others)
                .extracting(name -> name.replaceFirst("^segue\\.", ""))
                .containsExactlyInAnyOrderElementsOf(ACROSS_TENANTS.keySet());
        assertThat(names("""
                select relname from t where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)"""))
                .as("without a primary key: what LaunchDarkly exported, which may name a key twice")
                .containsExactly("exported_key");
    }

    /** PostgreSQL checks them past row-level security. */
    @Test
    void leadEachForeignKeyWithTheTenant() {
        assertThat(names("select conname from pg_constraint where contype = 'f' and conrelid in (select oid from t)"))
                .contains("sync_segment_fk");
        assertThat(names("""
                select k.conname from pg_constraint k
                 where k.contype = 'f' and k.conrelid in (select oid from t) and k.confrelid in (select oid from t)
                   and exists (select from pg_attribute a
                                where (a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                                       or a.attrelid = k.confrelid and a.attnum = k.confkey[1])
                                  and a.attname <> 'tenant_id')""")).isEmpty();
    }

    @Test
    void areNotTheApplicationsOwn() {
        assertThat(names("""
                select c.relname from pg_class c where c.relnamespace = 'segue'::regnamespace
                   and pg_has_role('segue_app', c.relowner, 'member')""")).isEmpty();
        assertThat(names("""
                select rolname from pg_roles where rolname in ('segue_app', 'segue_gate', 'segue_worker', 'segue_support')
                   and (rolsuper or rolbypassrls or rolcreaterole or has_schema_privilege(rolname, 'segue', 'create'))""")).isEmpty();
    }

    /** Whoever calls such a function acts as the owner: these make and drop days, and look nowhere else for a name. */
    @Test
    void areMadeAndDroppedByNoMoreThanTwoFunctions() {
        assertThat(names("""
                select proname || ' ' || array_to_string(proconfig, ' ') from pg_proc
                 where pronamespace = 'segue'::regnamespace and prosecdef"""))
                .containsExactlyInAnyOrder(
                        "make_day_partitions search_path=segue, pg_temp",
                        "drop_day_partitions search_path=segue, pg_temp");
    }

    private List<String> names(String query) {
        return database.inTenant(0, connection -> new Select(TABLES + query).list(connection, row -> row.getString(1)));
    }
}
