package io.segue.tenant;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;

/** Tenants that the operator declares: made at start when missing, never changed afterwards. */
@ConfigMapping(prefix = "segue.provision")
public interface ProvisionConfig {

    /** A bearer token for support's part of the API. */
    Optional<String> supportToken();

    /** By slug. */
    Map<String, ProvisionedTenant> tenants();

    /** One declared tenant. */
    interface ProvisionedTenant {

        String name();

        /** requested or enabled. */
        Optional<String> state();

        /** A first API token with the role owner. */
        Optional<String> apiToken();

        /** The token at the end of the webhook URL. */
        Optional<String> hookToken();

        Optional<String> webhookSecret();

        /** Roles by the user name at the OIDC server, where the operator trusts its user names. */
        Map<String, String> people();
    }

    /** How an invitation by user name is written where others have an address. */
    static String userName(String name) {
        return "user:" + name;
    }
}
