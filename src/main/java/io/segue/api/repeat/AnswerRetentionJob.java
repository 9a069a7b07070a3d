package io.segue.api.repeat;

import io.quarkus.scheduler.Scheduled;
import io.segue.platform.Database;
import io.segue.platform.retention.Purge;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Deletes answers that are not given again any more. */
@ApplicationScoped
class AnswerRetentionJob {

    private static final Purge ANSWERS = new Purge("""
            delete from api_answer where ctid = any (array(select ctid from api_answer
             where tenant_id = ? and begun_at < ? limit ?))""");

    private final Database database;
    private final Tenants tenants;
    private final RepeatConfig config;
    private final Clock clock;

    AnswerRetentionJob(Database database, Tenants tenants, RepeatConfig config, Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.config = config;
        this.clock = clock;
    }

    /** Visible for tests. */
    @Scheduled(identity = "old-answers", every = "1h", delayed = "110s")
    void deleteOldAnswers() {
        List<Long> everyone = Stream.concat(
                        Stream.of(KeyedCalls.SUPPORT), tenants.all().stream().map(TenantSummary::id))
                .toList();
        ANSWERS.before(clock.instant().minus(config.keep()), everyone, database);
    }
}
