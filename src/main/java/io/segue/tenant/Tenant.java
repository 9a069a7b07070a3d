package io.segue.tenant;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One customer organisation. */
@Entity
@Table(name = "tenant")
public class Tenant {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String slug = "";
    String name = "";
    String state = TenantState.REQUESTED.word();

    @Column(name = "contact_email")
    @Nullable
    String contactEmail;

    @Nullable
    String note;

    @Column(name = "signature_window_seconds")
    int signatureWindowSeconds = 300;

    @Column(name = "requested_at")
    Instant requestedAt = Instant.EPOCH;

    @Column(name = "enabled_at")
    @Nullable
    Instant enabledAt;

    @Column(name = "suspended_at")
    @Nullable
    Instant suspendedAt;

    @Column(name = "suspended_reason")
    @Nullable
    String suspendedReason;

    @Column(name = "requester_name", insertable = false, updatable = false)
    @Nullable
    String requesterName;

    protected Tenant() {}

    static Tenant requested(NewTenant request, Instant at) {
        Tenant tenant = new Tenant();
        tenant.slug = request.slug();
        tenant.name = request.name();
        tenant.contactEmail = request.contactEmail().orElse(null);
        tenant.note = request.note().orElse(null);
        tenant.requestedAt = at;
        return tenant;
    }

    void enable(Instant at) {
        state = TenantState.ENABLED.word();
        enabledAt = at;
        suspendedAt = null;
        suspendedReason = null;
    }

    void suspend(Instant at, Optional<String> reason) {
        state = TenantState.SUSPENDED.word();
        suspendedAt = at;
        suspendedReason = reason.orElse(null);
    }

    TenantSummary summary() {
        return new TenantSummary(
                id(),
                slug,
                name,
                TenantState.of(state),
                Optional.ofNullable(contactEmail),
                Optional.ofNullable(note),
                requestedAt,
                Optional.ofNullable(enabledAt),
                Optional.ofNullable(suspendedAt),
                Optional.ofNullable(suspendedReason),
                signatureWindowSeconds,
                Optional.ofNullable(requesterName));
    }

    long id() {
        if (id == null) {
            throw new IllegalStateException("Asking a tenant for its id before it was stored");
        }
        return id;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tenant tenant && id != null && id.equals(tenant.id);
    }

    @Override
    public int hashCode() {
        return slug.hashCode();
    }

    /** Reads and writes tenants; inside a transaction in support's role. */
    @ApplicationScoped
    static class Repository implements PanacheRepository<Tenant> {

        Optional<Tenant> bySlug(String slug) {
            return find("slug", slug).firstResultOptional();
        }

        List<Tenant> allByName() {
            return listAll(Sort.by("name"));
        }
    }
}
