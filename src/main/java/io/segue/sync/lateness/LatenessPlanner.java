package io.segue.sync.lateness;

import io.segue.sync.lateness.LatenessPlan.Beginning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what is told of one tenant. When nothing at all comes, that is one message, however many segments wait; a
 * segment is told of by itself only when Heap has had its next turn and left it out.
 */
final class LatenessPlanner {

    private LatenessPlanner() {}

    static LatenessPlan plan(Instant now, List<Watched> overdue, List<OpenSilence> open) {
        List<OpenSilence> ends =
                open.stream().filter(silence -> !silence.goesOn()).toList();
        if (open.stream().anyMatch(silence -> silence.segment().isEmpty())) {
            // While it goes on it says all; when it ends just now, each segment has its turn to come.
            return new LatenessPlan(List.of(), ends);
        }
        Set<Optional<Long>> goingOn = open.stream()
                .filter(OpenSilence::goesOn)
                .map(OpenSilence::segment)
                .collect(Collectors.toSet());
        Optional<Watched> ofAll = overdue.stream()
                .filter(watched -> watched.anySince().plus(watched.patience()).isBefore(now))
                .findFirst();
        if (ofAll.isPresent()) {
            return new LatenessPlan(
                    List.of(new Beginning(Optional.empty(), ofAll.get().anyHeardAt())), ends);
        }
        List<Beginning> beginnings = new ArrayList<>();
        for (Watched watched : overdue) {
            boolean hadItsTurn = !watched.anyHeardAt().isBefore(watched.since().plus(watched.every()));
            if (hadItsTurn && !goingOn.contains(Optional.of(watched.segment()))) {
                beginnings.add(new Beginning(Optional.of(watched.segment()), watched.heardAt()));
            }
        }
        return new LatenessPlan(beginnings, ends);
    }
}
