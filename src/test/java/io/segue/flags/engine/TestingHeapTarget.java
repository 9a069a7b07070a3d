package io.segue.flags.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.HeapAnswer;
import io.segue.flags.HeapEvent;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapTarget;
import io.segue.flags.HeapUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A Heap that keeps the last value of each property, and fails when told to. */
class TestingHeapTarget implements HeapTarget {

    private final Map<String, Map<String, JsonNode>> users = new TreeMap<>();
    private final List<List<HeapUser>> calls = new ArrayList<>();
    private Function<List<HeapUser>, Optional<VendorFailure>> before = users -> Optional.empty();
    private Function<List<HeapUser>, Optional<VendorFailure>> after = users -> Optional.empty();

    /** Fails without taking anything. */
    void failBefore(Function<List<HeapUser>, Optional<VendorFailure>> fault) {
        before = fault;
    }

    /** Takes everything, then fails: the caller cannot know. */
    void failAfter(Function<List<HeapUser>, Optional<VendorFailure>> fault) {
        after = fault;
    }

    void work() {
        before = users -> Optional.empty();
        after = users -> Optional.empty();
    }

    /** As text, by identity. */
    Map<String, Map<String, String>> users() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        users.forEach((identity, properties) -> {
            Map<String, String> texts = new TreeMap<>();
            properties.forEach((name, value) -> texts.put(name, value.toString()));
            all.put(identity, texts);
        });
        return all;
    }

    List<List<HeapUser>> calls() {
        return calls;
    }

    void forgetCalls() {
        calls.clear();
    }

    @Override
    public CompletionStage<HeapAnswer> addUserProperties(HeapPlace place, List<HeapUser> given) {
        calls.add(given);
        if (given.isEmpty() || given.size() > MOST) {
            return CompletableFuture.completedFuture(failed(VendorFailure.of(Kind.REJECTED, 400, "1 to 1000 users")));
        }
        Optional<VendorFailure> refused = before.apply(given);
        if (refused.isPresent()) {
            return CompletableFuture.completedFuture(failed(refused.get()));
        }
        given.forEach(user -> users.computeIfAbsent(user.identity(), key -> new LinkedHashMap<>())
                .putAll(user.properties()));
        return CompletableFuture.completedFuture(
                after.apply(given).map(TestingHeapTarget::failed).orElseGet(() -> HeapAnswer.done(200)));
    }

    @Override
    public CompletionStage<HeapAnswer> track(HeapPlace place, List<HeapEvent> events) {
        throw new UnsupportedOperationException("Only properties are written here");
    }

    private static HeapAnswer failed(VendorFailure failure) {
        return HeapAnswer.failed(failure);
    }
}
