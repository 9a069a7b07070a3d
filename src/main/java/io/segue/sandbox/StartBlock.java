package io.segue.sandbox;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.segue.sandbox.oidc.Account;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.Collectors;
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
                  sign in as   %2$s (no password)
                  Heap         %1$s/sandbox/heap
                  LaunchDarkly %1$s/sandbox/launchdarkly
                  for tools    %1$s/sandbox/state.json
                %n""", url, Account.SANDBOX.stream().map(Account::name).collect(Collectors.joining(", ")));
    }
}
