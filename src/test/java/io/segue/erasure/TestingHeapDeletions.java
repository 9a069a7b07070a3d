package io.segue.erasure;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Heap's deletion API as a test wants it: what it was asked for, and whether it is done. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestingHeapDeletions implements HeapDeletions {

    private final List<String> asked = new ArrayList<>();
    private boolean isComplete;
    private Optional<HeapRefusedException> refusal = Optional.empty();

    synchronized void work() {
        asked.clear();
        isComplete = false;
        refusal = Optional.empty();
    }

    synchronized void complete() {
        isComplete = true;
    }

    synchronized void refuse(HeapRefusedException why) {
        refusal = Optional.of(why);
    }

    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized String ask(HeapApiKey key, String identity) {
        refusal.ifPresent(why -> {
            throw why;
        });
        asked.add(key.appId() + " " + key.key().value() + " " + identity);
        return "request-" + asked.size();
    }

    @Override
    public synchronized boolean isComplete(HeapApiKey key, String request) {
        return isComplete;
    }
}
