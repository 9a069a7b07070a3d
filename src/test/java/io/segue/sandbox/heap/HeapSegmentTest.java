package io.segue.sandbox.heap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapSegmentTest {

    @Test
    void remembersOverARestartWhoIsInAndWhoWasSent() throws JsonProcessingException {
        HeapSegment segment = new HeapSegment(7, "Power users");
        segment.add(List.of(new Person("a", Map.of("plan", "team")), Person.withId("gone")));
        segment.acknowledged(segment.delta());
        segment.remove(List.of("gone"));
        segment.add(List.of(Person.withId("new")));
        segment.setRecurring(true);

        ObjectMapper json = new ObjectMapper();
        HeapSegment restored =
                new HeapSegment(json.readValue(json.writeValueAsString(segment.saved()), HeapSegment.Saved.class));

        assertThat(restored.summary()).isEqualTo(segment.summary());
        assertThat(restored.delta().add()).extracting(Person::id).containsExactly("new");
        assertThat(restored.delta().remove()).extracting(Person::id).containsExactly("gone");
        assertThat(restored.find("a").orElseThrow().fields()).containsEntry("plan", "team");
    }
}
