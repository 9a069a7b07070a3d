package io.segue.flags;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The port that takes users' properties and events to Heap. Implemented by the vendor's room. */
public interface HeapTarget {

    /** Heap takes no more in one call, of either. */
    int MOST = 1_000;

    /** All of them or none, as far as Heap documents it; the stage never ends exceptionally. */
    CompletionStage<HeapAnswer> addUserProperties(HeapPlace place, List<HeapUser> users);

    /** The same for events. */
    CompletionStage<HeapAnswer> track(HeapPlace place, List<HeapEvent> events);
}
