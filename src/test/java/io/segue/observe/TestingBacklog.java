package io.segue.observe;

import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;

/** A page that has been waiting for an hour, for as long as a test looks at it. */
@ApplicationScoped
public class TestingBacklog {

    private final TestingTenants tenants;
    private final TestingRows rows;
    private final Database database;

    TestingBacklog(TestingTenants tenants, TestingRows rows, Database database) {
        this.tenants = tenants;
        this.rows = rows;
        this.database = database;
    }

    void whileAPageWaits(Runnable look) {
        long tenant = tenants.enabled().id();
        long segment = rows.segment(tenant, "1", "One", 0);
        database.doInTenant(tenant, connection -> {
            // Held like this, nobody applies what follows.
            new Select("select id from segment where tenant_id = ? and id = ? for update", tenant, segment)
                    .first(connection, row -> true);
            rows.write(tenant, """
                    insert into delivery (tenant_id, id, received_at, signed_at, verdict, segment_id, digest, body_size)
                    values (?, nextval('delivery_seq'), now() - interval '1 hour', now(), 'waiting', ?, '\\x00', 20)
                    returning id""", segment);
            try {
                look.run();
            } finally {
                rows.write(tenant, "delete from delivery where tenant_id = ? returning id");
            }
        });
    }
}
