package io.segue.dashboard.support;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.dashboard.support.SupportViews.Row;
import io.segue.dashboard.support.TenantView.Invited;
import io.segue.tenant.TenantSummary;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as support lists it: what was set, and how it is doing.
 *
 * @param segments that Heap has sent
 * @param syncsOn how many syncs are on
 * @param syncsFailing how many of them do not get through
 * @param overdue requested longer than a day ago, and not answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ListedTenant", description = "A tenant as support lists it: what was set, and how it is doing.")
public record ShownTenant(
        String slug,
        String name,
        String state,
        Instant requestedAt,
        boolean overdue,
        @Nullable Instant enabledAt,
        int signatureWindowSeconds,
        @Nullable String contactEmail,
        @Nullable String note,
        @Nullable String requester,
        @Nullable Instant suspendedAt,
        @Nullable String suspendedReason,
        long segments,
        long syncsOn,
        long syncsFailing,
        @Nullable Instant lastCallAt,
        List<Failing> failures) {

    /** What fails in one tenant, by cause. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TenantFailure", description = "What fails in one tenant, by cause.")
    public record Failing(
            String code,
            String why,
            String title,
            String whoActs,
            String remedy,
            long count,
            boolean urgent,
            @Nullable Instant since,
            @Nullable String message) {

        static Failing of(Failure failure) {
            return new Failing(
                    failure.cause().code(),
                    failure.why(),
                    failure.title(),
                    failure.cause().whoActs(),
                    failure.cause().remedy(),
                    failure.count(),
                    failure.isUrgent(),
                    failure.since().orElse(null),
                    failure.message().orElse(null));
        }
    }

    /** A person who is in or invited. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "TenantPerson", description = "A person who is in the tenant or invited.")
    public record Person(String who, String role, @Nullable Instant joinedAt) {

        static Person of(Invited person) {
            return new Person(person.who(), person.role(), person.joinedAt().orElse(null));
        }
    }

    static ShownTenant of(Row row) {
        TenantSummary tenant = row.tenant();
        return new ShownTenant(
                tenant.slug(),
                tenant.name(),
                tenant.state().word(),
                tenant.requestedAt(),
                row.isOverdue(),
                tenant.enabledAt().orElse(null),
                tenant.signatureWindowSeconds(),
                tenant.contactEmail().orElse(null),
                tenant.note().orElse(null),
                tenant.requester().orElse(null),
                tenant.suspendedAt().orElse(null),
                tenant.suspendedReason().orElse(null),
                row.health().segments(),
                row.health().turnedOn(),
                row.health().failing(),
                row.health().lastCallAt().orElse(null),
                row.failures().stream().map(Failing::of).toList());
    }
}
