package io.segue.inbox.hook;

import io.quarkus.runtime.StartupEvent;
import io.segue.platform.Secret;
import io.segue.tenant.ProvisionConfig;
import io.segue.tenant.Tenants;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Gives declared tenants their declared webhook URL and secret, when they have none. */
@ApplicationScoped
class ProvisionedHooks {

    private static final String OPERATOR = "operator";

    private final ProvisionConfig config;
    private final Tenants tenants;
    private final Hooks hooks;

    ProvisionedHooks(ProvisionConfig config, Tenants tenants, Hooks hooks) {
        this.config = config;
        this.tenants = tenants;
        this.hooks = hooks;
    }

    void make(@Observes @Priority(200) StartupEvent start) {
        config.tenants().forEach((slug, declared) -> {
            long tenant = tenants.get(slug).id();
            HookState state = hooks.state(tenant);
            if (state.tokenMadeAt().isEmpty()) {
                declared.hookToken().ifPresent(token -> hooks.storeToken(tenant, new Secret(token), OPERATOR));
            }
            if (state.secretLastFour().isEmpty()) {
                declared.webhookSecret().ifPresent(secret -> hooks.setSecret(tenant, new Secret(secret), OPERATOR));
            }
        });
    }
}
