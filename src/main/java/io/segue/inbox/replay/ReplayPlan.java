package io.segue.inbox.replay;

import io.segue.inbox.replay.Candidate.Fate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a replay would read once more, in numbers, before it does.
 *
 * @param upTo the newest delivery there is: what comes later is not meant
 * @param isTooMany whether there are more than one replay takes
 */
public record ReplayPlan(long upTo, List<Candidate> candidates, boolean isTooMany) {

    /** One replay reads no more at once. */
    public static final int MOST = 10_000;

    public ReplayPlan {
        candidates = List.copyOf(candidates);
    }

    /** So many deliveries with one verdict. */
    public record Part(String verdict, long deliveries) {}

    public int most() {
        return MOST;
    }

    public long count() {
        return replayable().size();
    }

    public List<Part> parts() {
        Map<String, Long> byVerdict = replayable().stream()
                .collect(Collectors.groupingBy(Candidate::verdict, TreeMap::new, Collectors.counting()));
        return byVerdict.entrySet().stream()
                .map(part -> new Part(part.getKey(), part.getValue()))
                .toList();
    }

    public long segments() {
        return replayable().stream()
                .flatMap(one -> one.segment().stream())
                .distinct()
                .count();
    }

    /** Named by their pages; one whom several pages name is counted with each. */
    public long members() {
        return replayable().stream().mapToLong(Candidate::members).sum();
    }

    public Optional<Instant> oldest() {
        return replayable().stream().map(Candidate::receivedAt).min(Comparator.naturalOrder());
    }

    public Optional<Instant> newest() {
        return replayable().stream().map(Candidate::receivedAt).max(Comparator.naturalOrder());
    }

    public long withoutBody() {
        return count(Fate.BODY_GONE);
    }

    public long behindGone() {
        return count(Fate.NEWER_GONE);
    }

    public long foreign() {
        return count(Fate.FOREIGN);
    }

    List<Candidate> replayable() {
        return candidates.stream().filter(Candidate::canBe).toList();
    }

    private long count(Fate fate) {
        return candidates.stream().filter(one -> one.fate() == fate).count();
    }
}
