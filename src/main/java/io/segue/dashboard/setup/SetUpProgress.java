package io.segue.dashboard.setup;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.CurrentTenant;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/** How far the tenant of this request has come with setting up; asked once per request. */
@RequestScoped
@Named("setup")
public class SetUpProgress {

    private final Database database;
    private final CurrentTenant tenant;
    private @Nullable Steps steps;

    SetUpProgress(Database database, CurrentTenant tenant) {
        this.database = database;
        this.tenant = tenant;
    }

    /** Which of the three steps are done. */
    public record Steps(boolean launchDarkly, boolean heap, boolean segment) {

        public int done() {
            return (launchDarkly ? 1 : 0) + (heap ? 1 : 0) + (segment ? 1 : 0);
        }
    }

    public boolean isUnfinished() {
        return steps().done() < 3;
    }

    public Steps steps() {
        Steps known = steps;
        if (known == null) {
            long id = tenant.id();
            known = database.inTenant(
                    id,
                    connection -> new Select("""
                    select exists (select from connection c where c.tenant_id = ? and c.removed_at is null
                              and (c.check_passed
                                   -- A segment that LaunchDarkly took proves more than any check.
                                   or exists (select from sync y where y.tenant_id = c.tenant_id
                                               and y.connection_id = c.id and y.segment_key is not null))),
                           exists (select from hook where tenant_id = ? and first_call_at is not null),
                           exists (select from sync where tenant_id = ? and mode <> 'off')""", id, id, id)
                            .first(
                                    connection,
                                    row -> new Steps(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)))
                            .orElseThrow());
            steps = known;
        }
        return known;
    }
}
