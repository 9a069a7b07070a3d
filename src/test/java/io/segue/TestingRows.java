package io.segue;

import io.segue.connection.TestingLaunchDarkly;
import io.segue.platform.Database;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import io.segue.platform.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;

/** Puts the rows into the database that a page is to show, past the engine that makes them otherwise. */
@ApplicationScoped
public class TestingRows {

    private static final long FAR_FROM_THE_SEQUENCE = 1_000_000_000L;

    private final Database database;
    private final Sealer sealer;

    TestingRows(Database database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    public long connection(long tenant, String name, boolean passed) {
        return insert(tenant, """
                insert into connection (tenant_id, name, region, client_side_id, sealed_token, token_last_four, check_passed)
                values (?, ?, 'us', '5f1a', '\\x00', '9f3a', ?) returning id""", name, passed);
    }

    /** As a check that found the environment leaves it. */
    public void placed(long tenant, long connection) {
        insert(tenant, """
                update connection set project_key = 'web', environment_key = 'production', environment_name = 'Production'
                 where tenant_id = ? and id = ? returning id""", connection);
    }

    /** Of an order that is off and has all that it needs; it has chosen one flag. */
    public long flagRun(long tenant, long connection) {
        insert(tenant, """
                insert into flag_choice (tenant_id, connection_id, version, flags, fields, prefix, budget, user_properties,
                       user_id, context_kind, anonymous, omitted, first_pageview, made_by)
                values (?, ?, 1, '{new-checkout}', '{}', 'ld_', 3000, false, 'ldUserId', 'user', false, false, false, 'a test')
                returning version""", connection);
        insert(tenant, """
                insert into flag_heap (tenant_id, connection_id, app_id, region) values (?, ?, '1111111111', 'us')
                returning connection_id""", connection);
        // Known beforehand, because the key is sealed for it.
        long order = FAR_FROM_THE_SEQUENCE + connection;
        byte[] key = sealer.seal(new Secret(TestingLaunchDarkly.SDK_KEY), new SealPurpose("sdk key", tenant, order));
        insert(tenant, """
                insert into flag_write (tenant_id, id, connection_id, sealed_sdk_key) values (?, ?, ?, ?) returning id""", order, connection, key);
        return insert(
                tenant,
                "insert into flag_run (tenant_id, write_id, state, cause) values (?, ?, 'succeeded', 'person') returning id",
                order);
    }

    public long person(long tenant, String name) {
        return insert(tenant, """
                insert into person (tenant_id, issuer, subject, name, role) values (?, 'elsewhere', ?, ?, 'viewer')
                returning id""", name, name);
    }

    public long invitation(long tenant, String email) {
        return insert(tenant, """
                insert into invitation (tenant_id, email, role) values (?, ?, 'viewer') returning id""", email);
    }

    public long segment(long tenant, String heapId, String name, long members) {
        return insert(tenant, """
                insert into segment (tenant_id, heap_id, name, member_count, change_seq) values (?, ?, ?, ?, 7)
                returning id""", heapId, name, members);
    }

    /** Members' keys are their values in this field from now on. */
    public void keyField(long tenant, long segment, String field) {
        insert(tenant, """
                update segment s set key_field = v.field from (select ?::bigint as tenant, ?::text as field, ?::bigint as id) v
                 where s.tenant_id = v.tenant and s.id = v.id returning 1""", field, segment);
    }

    public long sync(long tenant, long segment, long connection, String state) {
        return insert(tenant, """
                insert into sync (tenant_id, segment_id, connection_id, mode, state, failure_message)
                values (?, ?, ?, 'recurring', ?, 'LaunchDarkly refused the access token') returning id""", segment, connection, state);
    }

    public long run(long tenant, long sync, String state) {
        return insert(tenant, """
                insert into run (tenant_id, sync_id, state, cause, planned, adds, started_at)
                values (?, ?, ?, 'person', 5000, 1234, now()) returning id""", sync, state);
    }

    public long hold(long tenant, long sync) {
        return insert(tenant, """
                insert into hold (tenant_id, sync_id, removals, held, sample) values (?, ?, 500, 1000, '{"ann"}')
                returning id""", sync);
    }

    /** One that found a key missing. */
    public long verification(long tenant, long sync) {
        long id = insert(tenant, """
                insert into verification (tenant_id, sync_id, kind, state, asked_by, finished_at, checked, missing, next_at)
                values (?, ?, 'sample', 'done', 'eve', now(), 10, 1, null) returning id""", sync);
        insert(tenant, """
                insert into verification_key (tenant_id, verification_id, key, finding) values (?, ?, 'ann', 'missing')
                returning verification_id""", id);
        return id;
    }

    /** One that waits for a place and for a person, and that nobody carries on. */
    public long erasure(long tenant, long sync) {
        return insert(tenant, """
                with made as (
                    insert into erasure (tenant_id, requested_at, requested_by, reference, value_count, heap, next_at)
                    values (?, now(), 'a test', '', 1, 'failed', now() + interval '1 day') returning *)
                insert into erasure_place (tenant_id, erasure_id, sync_id) select tenant_id, id, ? from made
                returning erasure_id""", sync);
    }

    public void endRun(long tenant, long run) {
        insert(tenant, """
                update run set state = 'succeeded', finished_at = now() where tenant_id = ? and id = ? returning id""", run);
    }

    public long delivery(long tenant, String verdict, String segmentName) {
        return insert(tenant, """
                insert into delivery (tenant_id, id, received_at, signed_at, verdict, segment_name, digest, body_size,
                                      page_number, total_pages)
                values (?, nextval('delivery_seq'), now(), now(), ?, ?, '\\x00', 20, 2, 3) returning id""", verdict, segmentName);
    }

    public void body(long tenant, long delivery, byte[] deflated) {
        insert(tenant, """
                with found as (select * from delivery where tenant_id = ? and id = ?)
                insert into delivery_body (tenant_id, id, received_at, body)
                select tenant_id, id, received_at, ? from found returning id""", delivery, deflated);
    }

    /** A new token of support's. */
    public String supportToken() {
        String token = Tokens.random().value();
        database.as(Database.Role.SUPPORT, connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into support_token (token_hash, name) values (?, 'a test')")) {
                insert.setBytes(1, Tokens.hash(token));
                return insert.executeUpdate();
            }
        });
        return token;
    }

    /** The audit log as sentences: who did what, and how. */
    public List<String> audit(long tenant) {
        return database.inTenant(
                tenant, connection -> new Select("""
                select actor || ' ' || action || ': '
                       || concat_ws('; ', 'before: ' || before, 'after: ' || after, nullif(detail, ''))
                  from audit_entry where tenant_id = ? order by id""", tenant).list(connection, row -> row.getString(1)));
    }

    /** The texts that a query finds for a tenant. */
    public List<String> texts(long tenant, String sql) {
        return database.inTenant(
                tenant, connection -> new Select(sql, tenant).list(connection, row -> row.getString(1)));
    }

    /** How many rows a query finds that counts them for a tenant. */
    public long count(long tenant, String sql) {
        return database.inTenant(
                tenant,
                connection -> new Select(sql, tenant)
                        .first(connection, row -> row.getLong(1))
                        .orElseThrow());
    }

    /** Writes whatever returns one number; the tenant is its first parameter. */
    public long write(long tenant, String sql, Object... values) {
        return insert(tenant, sql, values);
    }

    private long insert(long tenant, String sql, Object... values) {
        return database.inTenant(tenant, connection -> {
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setLong(1, tenant);
                for (int i = 0; i < values.length; i++) {
                    insert.setObject(i + 2, values[i]);
                }
                try (ResultSet rows = insert.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }
}
