package io.segue.sandbox.heap;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.sandbox.SandboxConfig;
import io.segue.sandbox.SavedState;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every account of the imitation Heap, one for each tenant of the sandbox. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class HeapAccounts {

    /** Everything, as it lies in the file. */
    record Saved(List<HeapAccount.Saved> accounts) {}

    private final Map<String, HeapAccount> bySlug = new TreeMap<>();
    private final SavedState<Saved> file;

    HeapAccounts(SandboxConfig config, ObjectMapper json) {
        config.tenants().forEach((slug, tenant) -> bySlug.put(slug, new HeapAccount(slug, tenant)));
        file = new SavedState<>(config, "heap", json, Saved.class, this::saved);
        file.load().ifPresentOrElse(this::restore, () -> DemoSegments.fill(bySlug));
    }

    public Optional<HeapAccount> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    public Optional<HeapAccount> withAppId(String appId) {
        return bySlug.values().stream()
                .filter(account -> account.appId().equals(appId))
                .findFirst();
    }

    Collection<HeapAccount> all() {
        return bySlug.values();
    }

    /** To be called after every change. */
    public void changed() {
        file.changed();
    }

    @PreDestroy
    void close() {
        file.close();
    }

    private Saved saved() {
        return new Saved(bySlug.values().stream().map(HeapAccount::saved).toList());
    }

    private void restore(Saved saved) {
        for (HeapAccount.Saved account : saved.accounts()) {
            find(account.slug()).ifPresent(found -> found.restore(account));
        }
    }
}
