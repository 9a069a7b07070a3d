package io.segue.sandbox;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells whoever started the sandbox where everything is, in one short block. */
@ApplicationScoped
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
class StartBlock {

    private final String url;

    StartBlock(@ConfigProperty(name = "segue.url") String url) {
        this.url = url;
    }

    void print(@Observes @Priority(9_000) StartupEvent start) {
        System.out.printf("""

                Segue          %1$s
                  sign in as   acme-owner, acme-editor, acme-viewer, globex-owner, support, visitor (any password)
                  Heap         %1$s/sandbox/heap
                  LaunchDarkly %1$s/sandbox/launchdarkly
                  for tools    %1$s/sandbox/state.json
                %n""", url);
    }
}
