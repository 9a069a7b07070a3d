package io.segue.connection;

/** An environment that segments can go to; the keys and names are those of the vendor. */
public record TargetEnvironment(
        String projectKey, String projectName, String environmentKey, String environmentName, String clientSideId) {}
