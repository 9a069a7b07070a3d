package io.segue.connection;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An environment that segments can go to; the keys and names are those of the vendor. */
@Schema(
        name = "Environment",
        description = "An environment that segments can go to; the keys and names are those of the vendor.")
public record TargetEnvironment(
        String projectKey, String projectName, String environmentKey, String environmentName, String clientSideId) {}
