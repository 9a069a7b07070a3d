package io.segue.dashboard;

import io.segue.sync.RunSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Is everything all right? Figures, what needs attention, and the last runs. */
record OverviewView(
        String slug,
        String name,
        boolean canEdit,
        int stepsDone,
        Figures figures,
        List<Attention> attention,
        List<RunSummary> runs) {

    OverviewView {
        attention = List.copyOf(attention);
        runs = List.copyOf(runs);
    }

    /** What counts, at one glance. */
    record Figures(
            long segments,
            long segmentsOn,
            long delivered,
            Optional<Instant> lastSync,
            Optional<Instant> nextSync,
            Optional<Instant> heardFromHeap) {}

    /** Something that a person should look at, and where. */
    record Attention(boolean isUrgent, String title, String detail, String link, String action) {}

    public String mood() {
        if (attention.stream().anyMatch(Attention::isUrgent)) {
            return "bad";
        }
        if (stepsDone < 3) {
            return "busy";
        }
        return attention.isEmpty() ? "good" : "wait";
    }
}
