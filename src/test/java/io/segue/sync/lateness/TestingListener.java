package io.segue.sync.lateness;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears what is told of Heap's silence, as the room of alerts would. */
@ApplicationScoped
class TestingListener {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    void silent(@Observes HeapSilentEvent event) {
        heard.add(line(event.tenant(), "silent", event.segment()));
    }

    void back(@Observes HeapHeardEvent event) {
        heard.add(line(event.tenant(), "back", event.segment()));
    }

    /** What was told of a tenant, in order: a word, and the segment or "all". */
    List<String> of(long tenant) {
        return heard.stream()
                .filter(line -> line.startsWith(tenant + " "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    private static String line(long tenant, String word, Optional<Long> segment) {
        return tenant + " " + word + " " + segment.map(String::valueOf).orElse("all");
    }
}
