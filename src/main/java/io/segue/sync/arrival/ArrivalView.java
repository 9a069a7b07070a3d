package io.segue.sync.arrival;

import io.segue.connection.ConnectionSummary;
import io.segue.sync.OrderWords;
import io.segue.sync.SyncOrder;
import io.segue.sync.arrival.ArrivalRules.Standing;
import io.segue.sync.arrival.SeenFields.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The setting for new segments, and what there is to choose from.
 *
 * @param fields empty for who cannot choose
 */
record ArrivalView(String slug, boolean canEdit, Standing standing, List<ConnectionSummary> places, List<Seen> fields) {

    /** An interval that can be chosen. */
    record Every(long seconds, String words, boolean isChosen) {}

    public boolean isOn() {
        return standing.rule().isPresent();
    }

    /** New segments went somewhere that is gone. */
    public boolean isInterrupted() {
        return !isOn() && standing.isRemoved();
    }

    public String words() {
        return standing.rule().map(ArrivalRule::words).orElse("");
    }

    /** Where they go, when its last check failed. */
    public Optional<ConnectionSummary> failing() {
        return places.stream()
                .filter(place -> isChosen(place) && !place.checkPassed().orElse(true))
                .findFirst();
    }

    public boolean isChosen(ConnectionSummary place) {
        return standing.rule().map(rule -> rule.connection() == place.number()).orElse(places.size() == 1);
    }

    /** Nothing is chosen beforehand: somebody has to have looked at the samples once. */
    public boolean isKey(Seen field) {
        return standing.rule().map(rule -> rule.keyField().equals(field.name())).orElse(false);
    }

    public boolean isFollowing() {
        return standing.rule().map(ArrivalRule::followHeap).orElse(true);
    }

    public List<Every> intervals() {
        Duration chosen = standing.rule().map(ArrivalRule::interval).orElse(SyncOrder.USUAL_INTERVAL);
        return Stream.concat(IntStream.of(1, 2, 4, 8, 12, 24).mapToObj(Duration::ofHours), Stream.of(chosen))
                .distinct()
                .sorted()
                .map(interval -> new Every(interval.toSeconds(), OrderWords.words(interval), interval.equals(chosen)))
                .toList();
    }
}
