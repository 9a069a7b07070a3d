package io.segue.sandbox.launchdarkly.account;

import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.SandboxConfig;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every account of the imitation LaunchDarkly, one for each tenant of the sandbox. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class Accounts {

    private final List<Account> all;
    private final Map<String, Caller> byToken = new HashMap<>();
    private final Map<String, Account> byEnvironment = new HashMap<>();

    Accounts(SandboxConfig config) {
        all = new TreeMap<>(config.tenants())
                .entrySet().stream()
                        .map(entry -> Account.of(entry.getKey(), entry.getValue()))
                        .toList();
        for (Account account : all) {
            account.tokens().forEach(token -> byToken.put(token.value(), new Caller(account, token)));
            account.environments().forEach(e -> byEnvironment.put(e.clientSideId(), account));
        }
    }

    public List<Account> all() {
        return all;
    }

    public Optional<Caller> caller(@Nullable String authorization) {
        return Optional.ofNullable(authorization).map(byToken::get);
    }

    /** An environment's SDK key comes as it is, like a token. */
    public Optional<LaunchDarklyEnvironment> environmentOfSdkKey(@Nullable String authorization) {
        return all.stream()
                .flatMap(account -> account.environments().stream())
                .filter(environment -> environment.sdkKey().equals(authorization))
                .findFirst();
    }

    public Optional<Account> owning(String clientSideId) {
        return Optional.ofNullable(byEnvironment.get(clientSideId));
    }
}
