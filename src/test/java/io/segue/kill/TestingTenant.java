package io.segue.kill;

import java.util.Map;

/** A tenant that every process declares, with its place in LaunchDarkly; all of its keys begin with its name. */
record TestingTenant(String slug, int members, String environment, String accessToken) {

    static final TestingTenant ACME =
            new TestingTenant("acme", 1_000, "64a0c3e0ac3e000000000001", "api-acme-canary-0000-0000-000000000001");
    static final TestingTenant GLOBEX =
            new TestingTenant("globex", 20, "64a0c3e0910be00000000001", "api-globex-canary-0000-000000000001");

    /** One of many, each with a place of its own in LaunchDarkly. */
    static TestingTenant ofCrowd(int number) {
        return new TestingTenant(
                "crowd%03d".formatted(number),
                0,
                "64a0c3e0c0d0%012d".formatted(number),
                "api-crowd-canary-0000-0000-%012d".formatted(number));
    }

    String hook() {
        return slug + "-hook-canary-00000000000000000000000000000000".substring(0, 43 - slug.length());
    }

    String secret() {
        return "the webhook secret of " + slug;
    }

    String apiToken() {
        return "segue_the_api_token_of_" + slug + "_0000000000000000";
    }

    String key(String segment, int number) {
        return slug + "-" + segment + "-" + number + "@example.com";
    }

    Map<String, String> settings() {
        String at = "segue.provision.tenants." + slug + ".";
        return Map.of(
                at + "name", slug,
                at + "state", "enabled",
                at + "api-token", apiToken(),
                at + "hook-token", hook(),
                at + "webhook-secret", secret());
    }
}
