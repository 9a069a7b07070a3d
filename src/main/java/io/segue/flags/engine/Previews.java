package io.segue.flags.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.connection.VendorException;
import io.segue.connection.use.HeldKeys;
import io.segue.flags.FlagEvaluation;
import io.segue.flags.FlagEvaluator;
import io.segue.flags.HeapTarget;
import io.segue.flags.write.FlagValuePreview;
import io.segue.flags.write.FlagValuePreview.Sample;
import io.segue.flags.write.WriteRuns.Untold;
import io.segue.platform.Database;
import io.segue.segment.KnownUsers;
import io.segue.segment.KnownUsers.KnownUser;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what the next run would write, as a run would, and writes nothing. */
@ApplicationScoped
public class Previews {

    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final int MOST_SAMPLES = 20;

    private final Database database;
    private final WriteTasks tasks;
    private final FlagEvaluator evaluator;
    private final KnownUsers users;
    private final HeldKeys held;
    private final WriteConfig config;
    private final Clock clock;

    Previews(
            Database database,
            WriteTasks tasks,
            FlagEvaluator evaluator,
            KnownUsers users,
            HeldKeys held,
            WriteConfig config,
            Clock clock) {
        this.database = database;
        this.tasks = tasks;
        this.evaluator = evaluator;
        this.users = users;
        this.held = held;
        this.config = config;
        this.clock = clock;
    }

    /** Stops after some seconds, and then says so. */
    public FlagValuePreview of(long tenant, long connection) {
        WriteTask task;
        try {
            task = tasks.of(tenant, connection);
        } catch (VendorException e) {
            throw ProblemException.conflict(
                    "Previewing flag values: " + e.failure().message());
        }
        try (FlagEvaluation evaluation = evaluator.open(task.sdkKey().key())) {
            return preview(tenant, orderOf(tenant, connection), task, evaluation);
        } catch (VendorException e) {
            throw new ProblemException(
                    ErrorCode.LAUNCHDARKLY_SILENT,
                    503,
                    "LaunchDarkly did not answer",
                    e.failure().message());
        }
    }

    private FlagValuePreview preview(long tenant, long order, WriteTask task, FlagEvaluation evaluation) {
        WriteCounts counts = new WriteCounts();
        UserPlanner planner = new UserPlanner(evaluation, held, tenant, task, counts);
        WriteJournal journal =
                new WriteJournal(new WriteClaim(tenant, order, task.connection().id(), 0), task.openBatches());
        BatchFill fill = new BatchFill(HeapTarget.MOST, config.mostBytes());
        List<Sample> sample = new ArrayList<>();
        long calls = 0;
        Instant until = clock.instant().plus(LONGEST);
        List<KnownUser> piece = users.after(tenant, task.segments(), "", config.piece());
        while (!piece.isEmpty() && clock.instant().isBefore(until)) {
            List<PlannedUser> planned = planner.plan(piece);
            List<PlannedUser> changed =
                    planned.isEmpty() ? List.of() : database.inTenant(tenant, c -> journal.changed(c, planned));
            counts.changed += changed.size();
            changed.stream()
                    .limit(MOST_SAMPLES - sample.size())
                    .map(Previews::sample)
                    .forEach(sample::add);
            fill.add(changed);
            calls += fill.full().size();
            piece = users.after(
                    tenant, task.segments(), piece.get(piece.size() - 1).id(), config.piece());
        }
        calls += fill.rest().size();
        List<Untold> untold = counts.untold().entrySet().stream()
                .map(one -> new Untold(
                        one.getKey(), one.getValue().reason(), one.getValue().users()))
                .sorted(java.util.Comparator.comparing(Untold::flag))
                .toList();
        return new FlagValuePreview(
                counts.users,
                piece.isEmpty(),
                counts.changed,
                calls,
                counts.withoutKey,
                counts.ambiguous,
                counts.tooLong,
                untold,
                sample);
    }

    private long orderOf(long tenant, long connection) {
        return database.inTenant(
                tenant,
                c -> new io.segue.platform.Select(
                                "select id from flag_write where tenant_id = ? and connection_id = ?",
                                tenant,
                                connection)
                        .first(c, row -> row.getLong(1))
                        .orElseThrow(() -> ProblemException.notFound("this order")));
    }

    private static Sample sample(PlannedUser user) {
        Map<String, String> properties = new LinkedHashMap<>();
        user.user().properties().forEach((name, value) -> properties.put(name, text(value)));
        return new Sample(user.identity(), properties);
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
