package io.segue.tenant;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.segue.platform.Database;
import io.segue.platform.Secret;
import io.segue.platform.Tokens;
import io.segue.tenant.ProvisionConfig.ProvisionedTenant;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.PreparedStatement;
import java.util.Optional;

/** Makes, at start, the tenants that the operator declared and that are missing. */
@ApplicationScoped
class ProvisionedTenants {

    /** Before the other rooms look for what was declared of a tenant. */
    static final int PRIORITY = 100;

    private final ProvisionConfig config;
    private final Tenants tenants;
    private final ApiTokens tokens;
    private final Database database;

    ProvisionedTenants(ProvisionConfig config, Tenants tenants, ApiTokens tokens, Database database) {
        this.config = config;
        this.tenants = tenants;
        this.tokens = tokens;
        this.database = database;
    }

    void make(@Observes @Priority(PRIORITY) StartupEvent start) {
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

    private void storeSupportToken(String token) {
        database.as(Database.Role.SUPPORT, connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into support_token (token_hash, name) values (?, 'provisioned') on conflict do nothing")) {
                insert.setBytes(1, Tokens.hash(token));
                return insert.executeUpdate();
            }
        });
    }
}
