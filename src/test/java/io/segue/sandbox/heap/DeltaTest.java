package io.segue.sandbox.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeltaTest {

    private final HeapSegment segment = new HeapSegment(7, "Power users");

    @Test
    void isEverybodyAtFirstAndNobodyOnceAcknowledged() {
        segment.add(people(0, 3));

        Delta first = segment.delta();
        segment.acknowledged(first);

        assertThat(first.add()).hasSize(3);
        assertThat(segment.delta().size()).isZero();
    }

    @Test
    void holdsWhoCameAndWhoLeftSince() {
        segment.add(people(0, 3));
        segment.acknowledged(segment.delta());

        segment.add(people(10, 1));
        segment.remove(List.of("0"));

        assertThat(segment.delta().add()).extracting(Person::id).containsExactly("10");
        assertThat(segment.delta().remove()).extracting(Person::id).containsExactly("0");
    }

    @Test
    void sendsAPersonAgainWhoseFieldsChanged() {
        segment.add(people(0, 1));
        segment.acknowledged(segment.delta());

        segment.add(List.of(new Person("0", Map.of("plan", "team"))));

        assertThat(segment.delta().add()).hasSize(1);
    }

    @Test
    void isCutIntoPagesWithAddsBeforeRemoves() {
        List<Delta> pages = new Delta(people(0, 5), people(10, 4)).pages(3);

        assertThat(pages).extracting(page -> page.add().size()).containsExactly(3, 2, 0);
        assertThat(pages).extracting(page -> page.remove().size()).containsExactly(0, 1, 3);
    }

    @Test
    void isOneEmptyPageWhenNothingChanged() {
        assertThat(new Delta(List.of(), List.of()).pages(3)).hasSize(1);
    }

    private static List<Person> people(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Person.withId(Integer.toString(i)))
                .toList();
    }
}
