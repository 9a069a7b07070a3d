package io.segue.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the imitation vendors and their accounts look like; a production build leaves all of it empty. */
@ConfigMapping(prefix = "segue.sandbox")
public interface SandboxConfig {

    /** Where the imitations keep their state over a restart; empty: in memory only. */
    Optional<Path> folder();

    /** Whether the first start fills the product through its own API. */
    @WithDefault("true")
    boolean seed();

    /** How many people the imitation Heap puts into one page. */
    @WithDefault("1000")
    int pageSize();

    /** How often the imitation Heap sends the segments whose recurring sync is on. */
    @WithDefault("4H")
    Duration recurringEvery();

    Optional<String> supportToken();

    /** By slug; each has its own Heap and its own LaunchDarkly account. */
    Map<String, SandboxTenant> tenants();

    /** One customer of everybody: of the product, of Heap and of LaunchDarkly. */
    interface SandboxTenant {

        String name();

        /** Bearer token for the product's API. */
        Optional<String> apiToken();

        /** The end of the webhook URL that the product gives out. */
        Optional<String> hookToken();

        /** What "Reveal Webhook secret" shows in the imitation Heap. */
        String webhookSecret();

        /** Heap's environment ID, for its server-side API. */
        String appId();

        LaunchDarklyAccess launchdarkly();
    }

    /** What LaunchDarkly gave this customer. */
    interface LaunchDarklyAccess {

        /** Client-side ID of the environment "production". */
        String productionId();

        /** Client-side ID of the environment "test". */
        String testId();

        String writerToken();

        String readerToken();
    }
}
