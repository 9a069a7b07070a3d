package io.segue.flags.page;

import io.segue.connection.CheckStep;
import io.segue.connection.Verdict;
import io.segue.flags.choice.SavedChoice;
import io.segue.flags.write.WriteOrder;
import io.segue.flags.write.WriteRuns.AllRefused;
import io.segue.flags.write.WriteRuns.Refused;
import io.segue.flags.write.WriteRuns.WriteRun;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The page "From the server".
 *
 * @param segments every segment, and whether its members are chosen
 */
public record ServerView(
        Places places,
        boolean canEdit,
        SavedChoice choice,
        Optional<WriteOrder> order,
        List<SegmentRow> segments,
        List<WriteRun> runs,
        AllRefused refused,
        ServerForm form,
        Optional<ShownError> error) {

    public static final List<Integer> INTERVALS = List.of(1, 2, 4, 8, 12, 24);

    /** A segment to choose. */
    public record SegmentRow(String id, String name, long members, boolean isChosen) {}

    public ServerView {
        segments = List.copyOf(segments);
        runs = List.copyOf(runs);
    }

    public boolean hasError() {
        return error.isPresent();
    }

    public List<Integer> intervals() {
        return INTERVALS;
    }

    public boolean isOn() {
        return order.filter(WriteOrder::isOn).isPresent();
    }

    public boolean hasKey() {
        return order.filter(WriteOrder::hasKey).isPresent();
    }

    public boolean hasIdentity() {
        return order.flatMap(WriteOrder::identityBy).isPresent();
    }

    public boolean hasChoice() {
        return !choice.choice().flags().isEmpty();
    }

    /** What stands in the way of turning it on, in the order in which it is done. */
    public List<String> missing() {
        return Stream.of(hasChoice() ? "" : "choose flags", hasKey() ? "" : "save the environment’s SDK key")
                .filter(step -> !step.isEmpty())
                .toList();
    }

    /** The last run that ended. */
    public Optional<WriteRun> last() {
        return runs.stream().filter(WriteRun::isOver).findFirst();
    }

    public Optional<WriteRun> going() {
        return runs.stream().filter(run -> !run.isOver()).findFirst();
    }

    /** Colour never speaks alone: the word goes with it. */
    public String lookOf(CheckStep step) {
        return switch (step.verdict()) {
            case PASSED -> "state-good";
            case FAILED -> "state-bad";
            case UNKNOWN -> "state-wait";
            case SKIPPED -> "state-off";
        };
    }

    public boolean isFailed(CheckStep step) {
        return step.verdict() == Verdict.FAILED;
    }

    /** What is found where it failed. */
    public ShownError errorOf(CheckStep step) {
        return new ShownError(ErrorCode.FLAGS_STOPPED, step.found());
    }

    /** Why Heap refuses a user. */
    public ShownError refusalOf(Refused user) {
        return new ShownError(ErrorCode.USER_REFUSED, user.reason());
    }

    public String wordOf(CheckStep step) {
        return step.verdict() == Verdict.UNKNOWN
                ? "cannot tell"
                : step.verdict().word();
    }
}
