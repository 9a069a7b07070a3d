package io.segue.erasure;

/** The port to Heap's own deletion of people. Implemented by the vendor's room. */
public interface HeapDeletions {

    /** Asks for a person's deletion; returns what Heap calls the request. Ends in {@link HeapRefusedException} otherwise. */
    String ask(HeapApiKey key, String identity);

    /** Whether it is complete. Ends in {@link HeapRefusedException} when Heap does not say. */
    boolean isComplete(HeapApiKey key, String request);
}
