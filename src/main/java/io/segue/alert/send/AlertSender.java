package io.segue.alert.send;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.segue.alert.AlertConfig;
import io.segue.alert.send.DueNotices.Claimed;
import io.segue.alert.send.DueNotices.Due;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sends what is due, some at a time: a target that does not answer keeps only its own place busy. */
@ApplicationScoped
class AlertSender {

    private final DueNotices due;
    private final AlertMails mails;
    private final Posts posts;
    private final AlertMetrics metrics;
    private final AlertConfig config;
    private final Stopping node;
    private final ExecutorService threads;

    AlertSender(
            DueNotices due, AlertMails mails, Posts posts, AlertMetrics metrics, AlertConfig config, Stopping node) {
        this.due = due;
        this.mails = mails;
        this.posts = posts;
        this.metrics = metrics;
        this.config = config;
        this.node = node;
        this.threads = Executors.newFixedThreadPool(config.callsAtOnce(), task -> {
            Thread made = new Thread(task, "alerts");
            made.setDaemon(true);
            return made;
        });
    }

    /** Visible for tests. */
    @Scheduled(
            identity = "due-alerts",
            every = "${segue.alerts.send-every:5s}",
            delayed = "6s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sendWhatIsDue() {
        Set<CompletableFuture<Void>> going = new HashSet<>();
        do {
            List<Claimed> claimed = node.isStopping() ? List.of() : due.claim(config.callsAtOnce() - going.size());
            claimed.forEach(one -> going.add(CompletableFuture.runAsync(() -> send(one), threads)));
            awaitAny(going);
        } while (!going.isEmpty());
    }

    /** Not for long: what became due meanwhile takes a place that is free. */
    private static void awaitAny(Set<CompletableFuture<Void>> going) {
        if (!going.isEmpty()) {
            CompletableFuture.anyOf(going.toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                    .join();
            going.removeIf(CompletableFuture::isDone);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (!node.awaitEnd(threads)) {
            Log.warn("Telling of alerts was cut short; what was under way is told again");
        }
    }

    private void send(Claimed claimed) {
        try {
            due.read(claimed).ifPresent(one -> metrics.tried(one.kind(), due.tried(one, send(one))));
        } catch (RuntimeException e) {
            Log.warnf(
                    e,
                    "Telling tenant %d of an alert failed on our side. It is tried again in two minutes.",
                    claimed.tenant());
        }
    }

    private Outcome send(Due one) {
        return switch (one.message().target().kind()) {
            case EMAIL -> mails.send(one.message());
            case SLACK -> posts.toSlack(one.message());
            case PAGERDUTY -> posts.toPagerDuty(one.message());
            case WEBHOOK -> posts.toWebhook(one.message());
        };
    }
}
