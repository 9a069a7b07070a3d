package io.segue.bench.sink;

/** What the sink saw since the last reset. */
final class Tally {

    private long calls;
    private long refused;
    private String lastRefusal = "";
    private long bytes;
    private long adds;
    private long removes;
    private long unchanged;
    private int inFlight;
    private int mostInFlight;

    void begin() {
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
    }

    void end() {
        inFlight--;
    }

    void took(long size, long added, long removed) {
        calls++;
        bytes += size;
        adds += added;
        removes += removed;
    }

    void asserted(boolean changed) {
        if (!changed) {
            unchanged++;
        }
    }

    void refused(String why) {
        refused++;
        lastRefusal = why;
    }

    void reset() {
        calls = refused = bytes = adds = removes = unchanged = 0;
        mostInFlight = inFlight;
        lastRefusal = "";
    }

    String toJson() {
        return String.format(
                "{\"calls\":%d,\"refused\":%d,\"lastRefusal\":\"%s\",\"bytes\":%d,\"adds\":%d,\"removes\":%d,"
                        + "\"unchanged\":%d,\"mostInFlight\":%d}",
                calls,
                refused,
                lastRefusal.replaceAll("[\"\\\\\\p{Cntrl}]", "'"),
                bytes,
                adds,
                removes,
                unchanged,
                mostInFlight);
    }
}
