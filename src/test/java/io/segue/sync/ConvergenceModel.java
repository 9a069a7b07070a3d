package io.segue.sync;

import io.segue.sync.TestingPages.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who must be a member after all that was told: the newest task's word counts, then the latest to arrive. */
class ConvergenceModel {

    private final Map<String, Word> words = new HashMap<>();
    private final Set<String> erased = new TreeSet<>();
    private final List<SetAside> setAside = new ArrayList<>();
    private int drainedBy = -1;
    private int arrival;

    /** The last word on a member, by the order of tasks, then of arrival. */
    private record Word(int task, int arrival, boolean present) {

        Word orNewer(Word other) {
            return other.task > task || (other.task == task && other.arrival >= arrival) ? other : this;
        }
    }

    /** A page that was kept and not applied: it counts once a person replays it. */
    private record SetAside(Page page, int arrival) {}

    void applied(Page page) {
        learn(page, ++arrival);
    }

    void setAside(Page page) {
        setAside.add(new SetAside(page, ++arrival));
    }

    void replayedAll() {
        setAside.forEach(one -> learn(one.page(), one.arrival()));
        setAside.clear();
    }

    void drained(int task) {
        drainedBy = Math.max(drainedBy, task);
    }

    /** From now on, whoever speaks of this member. */
    void erased(String id) {
        erased.add(id);
    }

    List<String> known() {
        return new ArrayList<>(new TreeSet<>(words.keySet()));
    }

    Set<String> present() {
        return words.entrySet().stream()
                .filter(e -> e.getValue().present() && e.getValue().task() > drainedBy)
                .map(Map.Entry::getKey)
                .filter(id -> !erased.contains(id))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void learn(Page page, int arrived) {
        for (boolean present : new boolean[] {true, false}) {
            for (String id : page.ids(present)) {
                words.merge(id, new Word(page.task(), arrived, present), Word::orNewer);
            }
        }
    }
}
