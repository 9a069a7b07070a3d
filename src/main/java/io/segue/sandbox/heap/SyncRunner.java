package io.segue.sandbox.heap;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.segue.sandbox.SandboxConfig;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Sends segments page after page, one task of an account at a time, by hand and by the clock. */
@Singleton
@Startup
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SyncRunner {

    private static final ThreadFactory THREADS = task -> {
        Thread thread = new Thread(task, "sandbox-heap");
        thread.setDaemon(true);
        return thread;
    };

    private final HeapAccounts accounts;
    private final WebhookClient webhook;
    private final SandboxConfig config;
    private final Clock clock;
    private final Map<String, ExecutorService> lanes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService recurring = Executors.newSingleThreadScheduledExecutor(THREADS);

    SyncRunner(HeapAccounts accounts, WebhookClient webhook, SandboxConfig config, Clock clock) {
        this.accounts = accounts;
        this.webhook = webhook;
        this.config = config;
        this.clock = clock;
    }

    @PostConstruct
    void startClock() {
        long pause = config.recurringEvery().toMillis();
        recurring.scheduleWithFixedDelay(this::sendRecurring, pause, pause, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        recurring.shutdownNow();
        lanes.values().forEach(ExecutorService::shutdownNow);
    }

    /** Sends what changed; ends when the last page is answered or one is given up. */
    CompletableFuture<List<SentPage>> sync(HeapAccount account, HeapSegment segment) {
        return CompletableFuture.supplyAsync(() -> send(account, segment), lane(account));
    }

    CompletableFuture<SentPage> sample(HeapAccount account) {
        return CompletableFuture.supplyAsync(() -> send(account, SyncPage.sample()), lane(account));
    }

    private List<SentPage> send(HeapAccount account, HeapSegment segment) {
        String taskId = UUID.randomUUID().toString();
        List<Delta> pages = segment.delta().pages(config.pageSize());
        List<SentPage> sent = new ArrayList<>();
        for (Delta people : pages) {
            SentPage page = send(
                    account, new SyncPage(segment.id(), segment.name(), taskId, sent.size() + 1, pages.size(), people));
            sent.add(page);
            if (!page.isAcknowledged()) {
                Log.warnf(
                        "Sandbox: Heap gave up page %d of %d of \"%s\" for %s: %d %s; the next sync sends the rest",
                        page.page(), page.pages(), segment.name(), account.slug(), page.status(), page.problem());
                break;
            }
            segment.acknowledged(people);
            accounts.changed();
        }
        return sent;
    }

    private SentPage send(HeapAccount account, SyncPage page) {
        SentPage sent = SentPage.of(page, webhook.send(account, WebhookBody.of(account, page)), clock.instant());
        account.record(sent);
        return sent;
    }

    private void sendRecurring() {
        for (HeapAccount account : accounts.all()) {
            if (account.integration().isInstalled()) {
                account.segments().stream().filter(HeapSegment::isRecurring).forEach(segment -> sync(account, segment));
            }
        }
    }

    private ExecutorService lane(HeapAccount account) {
        return lanes.computeIfAbsent(account.slug(), slug -> Executors.newSingleThreadExecutor(THREADS));
    }
}
