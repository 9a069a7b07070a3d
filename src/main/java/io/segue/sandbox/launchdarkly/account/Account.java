package io.segue.sandbox.launchdarkly.account;

import io.segue.sandbox.SandboxConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A LaunchDarkly account with its one project, "web". */
public record Account(
        String slug, String name, String id, List<AccessToken> tokens, List<LaunchDarklyEnvironment> environments) {

    public static final String PROJECT_KEY = "web";
    public static final String PROJECT_NAME = "Web";

    public Account {
        tokens = List.copyOf(tokens);
        environments = List.copyOf(environments);
    }

    public static Account of(String slug, SandboxConfig.SandboxTenant tenant) {
        SandboxConfig.LaunchDarklyAccess access = tenant.launchdarkly();
        return new Account(
                slug,
                tenant.name(),
                hex(slug + " account"),
                List.of(
                        new AccessToken(hex(slug + " writer"), "Heap sync", access.writerToken(), TokenRole.WRITER),
                        new AccessToken(hex(slug + " reader"), "Dashboards", access.readerToken(), TokenRole.READER)),
                List.of(
                        new LaunchDarklyEnvironment(access.productionId(), "production", "Production"),
                        new LaunchDarklyEnvironment(access.testId(), "test", "Test")));
    }

    public Optional<LaunchDarklyEnvironment> environment(String key) {
        return environments.stream().filter(e -> e.key().equals(key)).findFirst();
    }

    public Optional<LaunchDarklyEnvironment> environmentWithId(String clientSideId) {
        return environments.stream()
                .filter(e -> e.clientSideId().equals(clientSideId))
                .findFirst();
    }

    /** The same 24 hexadecimal digits for the same text. */
    public static String hex(String text) {
        UUID uuid = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        return uuid.toString().replace("-", "").substring(0, 24);
    }
}
