package io.segue.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts a task's pages as Heap would, signed at the moment of sending, on a few connections side by side. */
public record HeapSender(int port, String path, String secret, int connections) {

    private static final int TRIES = 200;

    public Acceptance send(HeapTask task) throws InterruptedException {
        long[] nanos = new long[task.bodies().size()];
        AtomicInteger next = new AtomicInteger();
        AtomicLong pushedBack = new AtomicLong();
        ExecutorService senders = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(senders.submit(() -> {
                    sendFrom(task, next, nanos, pushedBack);
                    return null;
                }));
            }
            for (Future<?> sender : running) {
                sender.get();
            }
            return new Acceptance((System.nanoTime() - start) / 1e9, nanos, pushedBack.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Posting pages to " + path.replaceAll("[^/]+$", "…") + " failed", e.getCause());
        } finally {
            senders.shutdownNow();
            senders.awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    private void sendFrom(HeapTask task, AtomicInteger next, long[] nanos, AtomicLong pushedBack)
            throws IOException, GeneralSecurityException, InterruptedException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        try (KeepAliveConnection connection = new KeepAliveConnection(port)) {
            for (int page = next.getAndIncrement(); page < nanos.length; page = next.getAndIncrement()) {
                byte[] body = task.bodies().get(page);
                long start = System.nanoTime();
                for (int tries = 1; ; tries++) {
                    int status = connection.post(path, sign(mac, body), body);
                    if (status == 200) {
                        break;
                    }
                    if (status != 429 && status != 503 || tries == TRIES) {
                        throw new IOException(
                                "Page " + page + ": expected 200, got " + status + " " + connection.complaint());
                    }
                    pushedBack.incrementAndGet();
                    Thread.sleep(50);
                }
                nanos[page] = System.nanoTime() - start;
            }
        }
    }

    private static String sign(Mac mac, byte[] body) {
        long timestamp = System.currentTimeMillis();
        mac.update(Long.toString(timestamp).getBytes(StandardCharsets.US_ASCII));
        return "Heap-Hash: ts:" + timestamp + ",hmac:" + Base64.getEncoder().encodeToString(mac.doFinal(body)) + "\r\n";
    }
}
