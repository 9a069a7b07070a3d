package io.segue.sandbox.launchdarkly;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A segment that an integration fills; one call at a time changes it. */
final class SyncedSegment {

    private final String clientSideId;
    private final String key;
    private final String heapId;
    private final long createdAt;
    private final Set<String> members;
    private String name;
    private long changedAt;
    private int version;

    SyncedSegment(String clientSideId, String key, String heapId, String name, long now) {
        this(new Saved(clientSideId, key, heapId, name, now, now, 0, List.of()));
    }

    SyncedSegment(Saved saved) {
        clientSideId = saved.clientSideId();
        key = saved.key();
        heapId = saved.heapId();
        name = saved.name();
        createdAt = saved.createdAt();
        changedAt = saved.changedAt();
        version = saved.version();
        members = new HashSet<>(saved.members());
    }

    /** The whole of it, as it is kept over a restart. */
    record Saved(
            String clientSideId,
            String key,
            String heapId,
            String name,
            long createdAt,
            long changedAt,
            int version,
            List<String> members) {}

    /** All but the members. */
    record Summary(
            String clientSideId,
            String key,
            String heapId,
            String name,
            long createdAt,
            long changedAt,
            int version,
            int members) {

        public String keyInPath() {
            return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    synchronized void apply(InboundCall call, long now) {
        name = call.segmentName();
        members.addAll(call.add());
        call.remove().forEach(members::remove);
        changedAt = now;
        version++;
    }

    synchronized void drift(String member, boolean isIn) {
        if (isIn) {
            members.add(member);
        } else {
            members.remove(member);
        }
    }

    synchronized boolean has(String contextKey) {
        return members.contains(contextKey);
    }

    synchronized List<String> members() {
        return new ArrayList<>(members);
    }

    synchronized Summary summary() {
        return new Summary(clientSideId, key, heapId, name, createdAt, changedAt, version, members.size());
    }

    synchronized Saved saved() {
        return new Saved(clientSideId, key, heapId, name, createdAt, changedAt, version, members());
    }
}
