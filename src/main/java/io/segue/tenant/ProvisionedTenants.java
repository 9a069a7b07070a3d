package io.segue.tenant;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.segue.platform.Database;
import io.segue.platform.Secret;
import io.segue.platform.Tokens;
import io.segue.tenant.ProvisionConfig.ProvisionedTenant;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.sql.PreparedStatement;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes, at start, the tenants that the operator declared and that are missing. */
@ApplicationScoped
class ProvisionedTenants {

    /** Before the other rooms look for what was declared of a tenant. */
    static final int PRIORITY = 100;

    private static final String PUBLIC = "segue_sandbox_";

    private final ProvisionConfig config;
    private final Tenants tenants;
    private final ApiTokens tokens;
    private final Database database;
    private final Instance<Playground> playground;

    ProvisionedTenants(
            ProvisionConfig config,
            Tenants tenants,
            ApiTokens tokens,
            Database database,
            Instance<Playground> playground) {
        this.config = config;
        this.tenants = tenants;
        this.tokens = tokens;
        this.database = database;
        this.playground = playground;
    }

    /** There only in builds that are for trying out. */
    @ApplicationScoped
    @IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
    static class Playground {}

    void make(@Observes @Priority(PRIORITY) StartupEvent start) {
        refusePublicTokens();
        config.supportToken().ifPresent(this::storeSupportToken);
        config.tenants().forEach((slug, declared) -> {
            if (tenants.find(slug).isEmpty()) {
                make(slug, declared);
            }
        });
    }

    private void make(String slug, ProvisionedTenant declared) {
        TenantSummary made = tenants.create(new NewTenant(slug, declared.name(), Optional.empty(), Optional.empty()));
        if (declared.state().map(TenantState::of).orElse(TenantState.REQUESTED) == TenantState.ENABLED) {
            tenants.enable(slug);
        }
        declared.apiToken()
                .ifPresent(token -> tokens.store(made.id(), new Secret(token), "provisioned", Role.OWNER, "operator"));
        declared.people()
                .forEach((name, role) -> tenants.invite(made.id(), ProvisionConfig.userName(name), Role.of(role)));
        Log.infof("Made the declared tenant %s", slug);
    }

    /** The declared one, and no other that was declared before. */
    private void storeSupportToken(String token) {
        database.as(Database.Role.SUPPORT, connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from support_token where name = 'provisioned' and token_hash <> ?")) {
                delete.setBytes(1, Tokens.hash(token));
                delete.executeUpdate();
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into support_token (token_hash, name) values (?, 'provisioned') on conflict do nothing")) {
                insert.setBytes(1, Tokens.hash(token));
                return insert.executeUpdate();
            }
        });
    }

    /** Settings for trying Segue out reach a packaged application when it is started with their profile. */
    private void refusePublicTokens() {
        boolean isPublic = Stream.concat(
                        config.supportToken().stream(),
                        config.tenants().values().stream().flatMap(declared -> declared.apiToken().stream()))
                .anyMatch(token -> token.startsWith(PUBLIC));
        if (isPublic && playground.isUnsatisfied()) {
            throw new IllegalStateException(
                    "Making what was declared: expected API tokens of your own, got one that begins"
                            + " with " + PUBLIC
                            + " and is known to everybody. The operator removes segue.provision.* or the"
                            + " profile sandbox.");
        }
    }
}
