package io.segue.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.segue.platform.Database;
import io.segue.platform.DatabaseException;
import io.segue.platform.Deflated;
import io.segue.platform.Select;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** Erases people in tests, and carries that on as the job does. */
@ApplicationScoped
public class TestingErasures {

    private final Erasures erasures;
    private final ErasureViews views;
    private final ErasureJob job;
    private final TestingSyncs syncs;
    private final Database database;

    TestingErasures(Erasures erasures, ErasureViews views, ErasureJob job, TestingSyncs syncs, Database database) {
        this.erasures = erasures;
        this.views = views;
        this.job = job;
        this.syncs = syncs;
        this.database = database;
    }

    public String request(long tenant, String... values) {
        return erasures.request(tenant, ErasureRequest.of(List.of(values), "T-1", Optional.empty()), "owner");
    }

    public String requestWithHeap(long tenant, String value) {
        return erasures.request(tenant, ErasureRequest.of(List.of(value), "", Optional.of(value)), "owner");
    }

    public Erasure get(long tenant, String id) {
        return views.get(tenant, id);
    }

    /** One look, whatever the clock says. */
    public void look(long tenant) {
        database.doInTenant(tenant, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("update erasure set next_at = now() - interval '1 s' where done_at is null");
            }
        });
        lookAsOftenAsTheJob(3);
    }

    /** Of two who wait for each other PostgreSQL ends one; the job comes again. */
    private void lookAsOftenAsTheJob(int times) {
        try {
            job.look();
        } catch (DatabaseException e) {
            if (times == 1) {
                throw e;
            }
            lookAsOftenAsTheJob(times - 1);
        }
    }

    /** Until nothing names the person any more. */
    public Erasure complete(long tenant, String id) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    look(tenant);
                    // What failed or was refused is tried again after a while; nobody waits for that here.
                    syncs.sql(tenant, "update sync set erase_at = now() where erase_at > now()");
                    syncs.lookForDue();
                    assertThat(get(tenant, id)).as(standing(tenant)).matches(Erasure::isDone, "is done");
                });
        return get(tenant, id);
    }

    /** For whoever has to find out why one does not end. */
    private String standing(long tenant) {
        return database.inTenant(
                        tenant, connection -> new Select("""
                select concat_ws(', ', 'sync', y.id, y.mode, y.state, y.failure_message, 'next', y.next_run_at, 'paused',
                       y.paused_at, 'emptied', y.to_be_empty, 'erase', y.erase_at,
                       'keys', (select count(*) from erased_key e where e.tenant_id = y.tenant_id and e.sync_id = y.id), 'lease', y.lease_until, 'last run', r.state, r.phase) as standing
                  from sync y left join lateral (select * from run r where r.tenant_id = y.tenant_id and r.sync_id = y.id
                        order by r.id desc limit 1) r on true
                 where y.tenant_id = ?""", tenant).list(connection, row -> row.getString(1)))
                .toString();
    }

    public Erasure erase(Ordered of, String... values) {
        return complete(of.tenant(), request(of.tenant(), values));
    }

    /** All that is kept of a tenant, as one text; bodies and calls are opened. */
    public String everythingOf(long tenant) {
        return database.inTenant(tenant, connection -> {
            StringBuilder all = new StringBuilder();
            for (String table : new Select("""
                    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                     where c.relnamespace = 'segue'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                       and a.attname = 'tenant_id' and not a.attisdropped""").list(connection, row -> row.getString(1))) {
                new Select("select to_jsonb(t)::text from segue." + table + " t where tenant_id = ?", tenant)
                        .list(connection, row -> all.append(row.getString(1)).append('\n'));
            }
            new Select("""
                    select b.body, d.body_size from delivery_body b join delivery d
                        on d.tenant_id = b.tenant_id and d.id = b.id and d.received_at = b.received_at
                     where b.tenant_id = ?""", tenant)
                    .list(
                            connection,
                            row -> all.append(new String(
                                            Deflated.inflate(row.getBytes(1), row.getInt(2)), StandardCharsets.UTF_8))
                                    .append('\n'));
            new Select("select keys from run_call where tenant_id = ? and keys is not null", tenant)
                    .list(
                            connection,
                            row -> all.append(inflated(row.getBytes(1))).append('\n'));
            return all.toString();
        });
    }

    private static String inflated(byte[] keys) {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(keys))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
