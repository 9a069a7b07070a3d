package io.segue.sandbox.heap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A segment in Heap: who is in it now, and who was when it was last sent. */
final class HeapSegment {

    private final long id;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Person> sent = new LinkedHashMap<>();
    private String name;
    private boolean recurring;

    HeapSegment(long id, String name) {
        this.id = id;
        this.name = name;
    }

    HeapSegment(Saved saved) {
        this(saved.id(), saved.name());
        recurring = saved.recurring();
        saved.people().forEach(person -> people.put(person.id(), person));
        saved.sentIds().forEach(sentId -> sent.put(sentId, people.getOrDefault(sentId, Person.withId(sentId))));
    }

    /** The whole of it, as it is kept over a restart. */
    record Saved(long id, String name, boolean recurring, List<Person> people, List<String> sentIds) {}

    /** What a list shows; waiting is how many changes the next sync sends. */
    record Summary(long id, String name, boolean recurring, int people, int sent, int waiting) {}

    long id() {
        return id;
    }

    synchronized String name() {
        return name;
    }

    synchronized void rename(String newName) {
        name = newName;
    }

    synchronized void setRecurring(boolean on) {
        recurring = on;
    }

    synchronized boolean isRecurring() {
        return recurring;
    }

    synchronized int add(Collection<Person> fresh) {
        int before = people.size();
        fresh.forEach(person -> people.put(person.id(), person));
        return people.size() - before;
    }

    synchronized int remove(Collection<String> ids) {
        int before = people.size();
        ids.forEach(people::remove);
        return before - people.size();
    }

    /** As if there never had been such a person. */
    synchronized void forget(String personId) {
        people.remove(personId);
        sent.remove(personId);
    }

    synchronized Optional<Person> find(String personId) {
        return Optional.ofNullable(people.get(personId));
    }

    synchronized List<Person> first(int most) {
        return people.values().stream().limit(most).toList();
    }

    /** The next full send tells everyone again. */
    synchronized void forgetSent() {
        sent.clear();
    }

    synchronized Delta delta() {
        List<Person> add = new ArrayList<>();
        people.forEach((key, person) -> {
            if (!person.equals(sent.get(key))) {
                add.add(person);
            }
        });
        Set<String> gone = new HashSet<>(sent.keySet());
        gone.removeAll(people.keySet());
        return new Delta(add, gone.stream().sorted().map(sent::get).toList());
    }

    synchronized void acknowledged(Delta page) {
        page.add().forEach(person -> sent.put(person.id(), person));
        page.remove().forEach(person -> sent.remove(person.id()));
    }

    synchronized Summary summary() {
        Delta delta = delta();
        return new Summary(id, name, recurring, people.size(), sent.size(), delta.size());
    }

    synchronized Saved saved() {
        return new Saved(id, name, recurring, List.copyOf(people.values()), List.copyOf(sent.keySet()));
    }
}
