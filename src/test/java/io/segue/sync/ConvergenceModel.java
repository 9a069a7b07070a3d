package io.segue.sync;

import io.segue.sync.TestingPages.Item;
import io.segue.sync.TestingPages.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who must be a member after all that was told, and under which key: the newest task's word counts, then the latest to
 * arrive; a word that tells nothing of the email leaves it as it was.
 */
class ConvergenceModel {

    private static final long BETWEEN_TASKS = 1_000;

    private final Map<String, Word> words = new HashMap<>();
    private final Map<String, Told> emails = new HashMap<>();
    private final Set<String> erased = new TreeSet<>();
    private final List<SetAside> setAside = new ArrayList<>();
    private int drainedBy = -1;
    private int arrival;
    private long newest = -1;

    /** The last word on a member, by the order of tasks, then of arrival. */
    private record Word(long order, int arrival, boolean present) {

        Word orNewer(Word other) {
            return other.order > order || (other.order == order && other.arrival >= arrival) ? other : this;
        }
    }

    /** The last email told of a member; of two in one page the greater one, as nothing says which is meant. */
    private record Told(int task, int arrival, String email) {

        private static final Comparator<Told> ORDER = Comparator.comparingInt(Told::task)
                .thenComparingInt(Told::arrival)
                .thenComparing(Told::email);

        Told orNewer(Told other) {
            return ORDER.compare(other, this) > 0 ? other : this;
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
        newest = Math.max(newest, orderOf(task));
    }

    /** A person does not believe that they left: that is newer than all that was applied, and older than the next task. */
    void restored(Set<String> ids) {
        if (!ids.isEmpty()) {
            newest++;
            arrival++;
            ids.forEach(id -> words.merge(id, new Word(newest, arrival, true), Word::orNewer));
        }
    }

    Set<String> erased() {
        return erased;
    }

    /** With room for what persons say in between. */
    private static long orderOf(int task) {
        return task * BETWEEN_TASKS;
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
                .filter(e -> e.getValue().present() && e.getValue().order() > orderOf(drainedBy))
                .map(Map.Entry::getKey)
                .filter(id -> !erased.contains(id))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The emails that LaunchDarkly must hold. A drain spoke of everyone: whether what an older task tells of an email behind it
     * is looked at depends on what came first, so there the stored one has to do.
     */
    Set<String> emails(Map<String, String> stored) {
        return present().stream()
                .map(id -> email(id, stored))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<String> email(String id, Map<String, String> stored) {
        Optional<Told> told = Optional.ofNullable(emails.get(id));
        return told.filter(last -> last.task() < drainedBy).isPresent()
                ? Optional.ofNullable(stored.get(id))
                : told.map(Told::email).filter(Predicate.not(String::isBlank));
    }

    private void learn(Page page, int arrived) {
        newest = Math.max(newest, orderOf(page.task()));
        for (boolean present : new boolean[] {true, false}) {
            for (Item item : page.items(present)) {
                words.merge(item.id(), new Word(orderOf(page.task()), arrived, present), Word::orNewer);
                if (present) {
                    item.email()
                            .map(email -> new Told(page.task(), arrived, email))
                            .ifPresent(told -> emails.merge(item.id(), told, Told::orNewer));
                }
            }
        }
    }
}
