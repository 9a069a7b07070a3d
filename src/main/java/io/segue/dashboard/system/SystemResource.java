package io.segue.dashboard.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.segue.api.ApiTokenMechanism;
import io.segue.tenant.SignedIn;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The installation itself, for support's own pipelines. */
@Path("/api/v1/system")
@RolesAllowed(SignedIn.SUPPORT)
@HttpAuthenticationMechanism(ApiTokenMechanism.SCHEME)
@Produces(MediaType.APPLICATION_JSON)
public class SystemResource {

    private final SystemViews views;

    SystemResource(SystemViews views) {
        this.views = views;
    }

    /** What everything runs on, which copies there are, what waits, and what is the matter. */
    @Schema(
            name = "System",
            description = "What everything runs on, which copies there are, what waits, and what is the matter.")
    public record Shown(
            String version,
            String java,
            String database,
            String schema,
            List<Copy> nodes,
            Waiting queue,
            List<Job> schedules,
            List<Notice> troubles) {}

    /**
     * One copy of Segue.
     *
     * @param here whether it was heard from just now
     * @param runs that it carries out
     */
    @Schema(name = "Node", description = "One copy of Segue.")
    public record Copy(
            String host,
            String version,
            Instant startedAt,
            Instant seenAt,
            boolean here,
            long runs,
            long clockAheadMillis) {}

    /**
     * What waits, over all tenants.
     *
     * @param applied deliveries that came and were applied within the last minutes
     * @param due syncs whose time has come and that no node has claimed
     * @param limited connections whose token LaunchDarkly has limited for now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Queue", description = "What waits, over all tenants.")
    public record Waiting(
            long deliveries,
            @Nullable Instant oldestDelivery,
            long applied,
            long due,
            @Nullable Instant oldestDue,
            long running,
            long limited) {}

    /** One periodic job. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Schedule", description = "One periodic job.")
    public record Job(
            String name,
            String purpose,
            long everySeconds,
            @Nullable Instant lastAt,
            @Nullable Instant nextAt,
            String state) {}

    /** Something that the operator should know. */
    @Schema(name = "Trouble", description = "Something that the operator should know.")
    public record Notice(boolean urgent, String title, String advice) {}

    @GET
    @Operation(summary = "The installation: versions, copies, what waits, periodic jobs, and what is the matter")
    public Shown get() {
        SystemView view = views.now();
        return new Shown(
                view.versions().segue(),
                view.versions().java(),
                view.versions().database(),
                view.versions().schema(),
                view.nodes().stream().map(SystemResource::copy).toList(),
                waiting(view.queue()),
                view.schedules().stream().map(SystemResource::job).toList(),
                view.troubles().stream()
                        .map(trouble -> new Notice(trouble.isUrgent(), trouble.title(), trouble.advice()))
                        .toList());
    }

    private static Copy copy(Node node) {
        return new Copy(
                node.host(),
                node.version(),
                node.startedAt(),
                node.seenAt(),
                node.isHere(),
                node.runs(),
                node.clockAhead().toMillis());
    }

    private static Waiting waiting(Queue queue) {
        return new Waiting(
                queue.deliveries(),
                queue.oldestDelivery().orElse(null),
                queue.applied(),
                queue.due(),
                queue.oldestDue().orElse(null),
                queue.running(),
                queue.limited());
    }

    private static Job job(Schedule schedule) {
        return new Job(
                schedule.name(),
                schedule.purpose(),
                schedule.everySeconds(),
                schedule.lastAt().orElse(null),
                schedule.nextAt().orElse(null),
                schedule.state());
    }
}
