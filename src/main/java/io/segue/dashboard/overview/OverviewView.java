package io.segue.dashboard.overview;

import io.segue.dashboard.setup.SetUpProgress.Steps;
import io.segue.sync.RunSummary;
import io.segue.tenant.TenantState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Is everything all right? One sentence, figures, what needs attention, what moved, and the last runs. */
record OverviewView(
        Who who,
        Steps steps,
        Figures figures,
        List<Attention> attention,
        Told told,
        Activity activity,
        List<RunSummary> runs) {

    OverviewView {
        attention = List.copyOf(attention);
        runs = List.copyOf(runs);
    }

    /** The tenant, and what the person who looks may do in it. */
    record Who(String slug, String name, TenantState state, boolean canEdit) {}

    /** What counts, at one glance. */
    record Figures(
            long segments,
            long segmentsOn,
            long delivered,
            long running,
            Optional<Instant> lastSync,
            Optional<Instant> nextSync,
            Optional<Instant> heardFromHeap) {}

    public String slug() {
        return who.slug();
    }

    public boolean isEnabled() {
        return who.state() == TenantState.ENABLED;
    }

    public boolean isSetUp() {
        return steps.done() == 3;
    }

    /** While a tenant is being set up there is nothing yet to tell of. */
    public boolean isToSayThatNobodyIsTold() {
        return isEnabled() && isSetUp() && !told.isAnybody();
    }

    public long urgent() {
        return attention.stream().filter(Attention::isUrgent).count();
    }

    /** How it is, in the word that the page's colours know. */
    public String mood() {
        if (!isEnabled()) {
            return "wait";
        }
        if (urgent() > 0) {
            return "bad";
        }
        if (!isSetUp()) {
            return "busy";
        }
        return attention.isEmpty() && figures.segmentsOn() > 0 ? "good" : "wait";
    }

    /** The one sentence: what is the matter. */
    public String headline() {
        if (!isEnabled()) {
            return who.state() == TenantState.SUSPENDED
                    ? who.name() + " is suspended: nothing is taken from Heap and nothing sent to LaunchDarkly."
                    : who.name() + " is not enabled yet.";
        }
        if (urgent() > 0) {
            return attention.get(0).title() + (urgent() == 1 ? "." : ", and " + (urgent() - 1) + " more.");
        }
        if (!isSetUp()) {
            return who.name() + " is not set up yet: " + steps.done() + " of 3 steps are done.";
        }
        if (figures.segmentsOn() == 0) {
            return "Nothing is being synced: every segment is off.";
        }
        return attention.isEmpty()
                ? "Everything is all right."
                : "LaunchDarkly is being kept current, and there is something to know.";
    }

    /** Who must act, and how. */
    public String whoActs() {
        if (!isEnabled()) {
            return who.state() == TenantState.SUSPENDED
                    ? "Support can enable it again."
                    : "Support has been asked and enables it, usually the same day.";
        }
        if (urgent() > 0) {
            return who.canEdit() ? "What to do stands below." : "An editor or owner must act; what to do stands below.";
        }
        if (!isSetUp()) {
            return nextStep() + (who.canEdit() ? "" : " An owner or editor does that.");
        }
        if (figures.segmentsOn() == 0) {
            return who.canEdit() ? "You can turn a segment on." : "An owner or editor can turn a segment on.";
        }
        return attention.isEmpty() ? "Nobody need act." : "No member is lost. It stands below.";
    }

    private String nextStep() {
        if (!steps.launchDarkly()) {
            return "Next: connect LaunchDarkly.";
        }
        return steps.heap() ? "Next: turn the first segment on." : "Next: give Heap the webhook URL.";
    }
}
