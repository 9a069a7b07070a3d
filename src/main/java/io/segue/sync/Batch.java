package io.segue.sync;

import java.util.List;

/** The members of one call to LaunchDarkly: distinct, non-empty keys, none in both lists, at most 1,000 together. */
public record Batch(List<String> adds, List<String> removes) {

    public static final int MOST = 1000;

    public Batch {
        adds = List.copyOf(adds);
        removes = List.copyOf(removes);
    }

    public int size() {
        return adds.size() + removes.size();
    }
}
