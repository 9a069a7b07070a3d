package io.segue.sandbox.heap;

import io.segue.sandbox.SandboxConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

/** One customer of Heap: an integration, segments, and what became of the calls. */
public final class HeapAccount {

    private static final int PAGES_KEPT = 200;

    private final String slug;
    private final String name;
    private final String secret;
    private final String appId;
    private final String idToken;
    private final ConcurrentSkipListMap<Long, HeapSegment> segments = new ConcurrentSkipListMap<>();
    private final Deque<SentPage> sent = new ArrayDeque<>();
    private volatile Integration integration = Integration.NONE;

    HeapAccount(String slug, SandboxConfig.SandboxTenant tenant) {
        this.slug = slug;
        name = tenant.name();
        secret = tenant.webhookSecret();
        appId = tenant.appId();
        idToken = UUID.nameUUIDFromBytes(("heap " + slug).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The whole of it, as it is kept over a restart. */
    record Saved(String slug, Integration integration, List<HeapSegment.Saved> segments) {}

    void restore(Saved saved) {
        integration = saved.integration();
        saved.segments().forEach(segment -> segments.put(segment.id(), new HeapSegment(segment)));
    }

    Saved saved() {
        return new Saved(
                slug,
                integration,
                segments.values().stream().map(HeapSegment::saved).toList());
    }

    public String slug() {
        return slug;
    }

    public String name() {
        return name;
    }

    public String appId() {
        return appId;
    }

    /** Of "Privacy & Security": asks for deletions. */
    public String apiKey() {
        return "key-of-the-imitation-heap-for-" + slug;
    }

    /** A deleted person is in no segment any more, and nobody is told. */
    public void delete(String identity) {
        segments.values().forEach(segment -> segment.forget(identity));
    }

    String secret() {
        return secret;
    }

    String idToken() {
        return idToken;
    }

    public Integration integration() {
        return integration;
    }

    void install(Integration fresh) {
        integration = fresh;
    }

    Collection<HeapSegment> segments() {
        return segments.values();
    }

    Optional<HeapSegment> segment(long id) {
        return Optional.ofNullable(segments.get(id));
    }

    HeapSegment segmentOrNew(long id, String segmentName) {
        return segments.computeIfAbsent(id, fresh -> new HeapSegment(fresh, segmentName));
    }

    long nextSegmentId() {
        return segments.isEmpty() ? 1_338_065 : segments.lastKey() + 1;
    }

    void record(SentPage page) {
        synchronized (sent) {
            if (sent.size() == PAGES_KEPT) {
                sent.removeLast();
            }
            sent.addFirst(page);
        }
    }

    /** Newest first. */
    List<SentPage> sentPages() {
        synchronized (sent) {
            return new ArrayList<>(sent);
        }
    }
}
