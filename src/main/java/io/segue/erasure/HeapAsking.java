package io.segue.erasure;

import io.segue.erasure.Going.HeapState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Has Heap delete the person, too, and follows it until it is complete. */
@ApplicationScoped
class HeapAsking {

    private final HeapDeletions deletions;
    private final HeapApiKeys keys;
    private final ErasureProgress progress;

    HeapAsking(HeapDeletions deletions, HeapApiKeys keys, ErasureProgress progress) {
        this.deletions = deletions;
        this.keys = keys;
        this.progress = progress;
    }

    /** What passes by itself is tried again with the next look; what a person must mend is left to a person. */
    void carryOn(Going going) {
        HeapState heap = going.heap();
        if (!heap.state().equals("wanted") && !heap.state().equals("asked")) {
            return;
        }
        Optional<HeapApiKey> key = keys.open(going.tenant());
        if (key.isEmpty()) {
            say(going, "failed", heap.request(), "Heap’s API key was removed. An owner enters it again.");
            return;
        }
        try {
            if (heap.state().equals("wanted")) {
                String identity = going.values().heapIdentity().orElseThrow();
                progress.heapIs(going, new HeapState("asked", deletions.ask(key.get(), identity), 0), Optional.empty());
            } else if (deletions.isComplete(key.get(), heap.request())) {
                progress.heapIs(going, new HeapState("complete", heap.request(), 0), Optional.empty());
            }
        } catch (HeapRefusedException e) {
            say(going, e.isForGood() ? "failed" : heap.state(), heap.request(), String.valueOf(e.getMessage()));
        }
    }

    private void say(Going going, String state, String request, String message) {
        progress.heapIs(going, new HeapState(state, request, 0), Optional.of(message));
    }
}
