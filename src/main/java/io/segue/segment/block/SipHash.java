package io.segue.segment.block;

/**
 * SipHash-2-4 over the UTF-16 characters of a text, little end first: a keyed hash that costs a few nanoseconds a character,
 * so that every member of every page can be looked at.
 *
 * @see <a href="https://www.aumasson.jp/siphash/siphash.pdf">SipHash: a fast short-input PRF</a>
 */
final class SipHash {

    private final long k0;
    private final long k1;

    SipHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        private void take(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        private void round() {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }

    long of(String text) {
        State state = new State();
        state.v0 = k0 ^ 0x736f6d6570736575L;
        state.v1 = k1 ^ 0x646f72616e646f6dL;
        state.v2 = k0 ^ 0x6c7967656e657261L;
        state.v3 = k1 ^ 0x7465646279746573L;
        int length = text.length();
        int whole = length & ~3;
        for (int i = 0; i < whole; i += 4) {
            state.take(text.charAt(i)
                    | (long) text.charAt(i + 1) << 16
                    | (long) text.charAt(i + 2) << 32
                    | (long) text.charAt(i + 3) << 48);
        }
        long last = (long) (length * 2) << 56;
        for (int i = whole; i < length; i++) {
            last |= (long) text.charAt(i) << 16 * (i - whole);
        }
        state.take(last);
        state.v2 ^= 0xff;
        for (int i = 0; i < 4; i++) {
            state.round();
        }
        return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
    }
}
