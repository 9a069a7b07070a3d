package io.segue.sync.difference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations that are not in a batch yet, in the order in which they came. Where a key may come twice, the latest look
 * at it counts; where it cannot, a million of them are spared the hashing.
 */
public class Unbatched {

    private final boolean comesOnce;
    private final Deque<Operation> queue = new ArrayDeque<>();
    private final Map<String, Operation> byKey = new LinkedHashMap<>();

    public Unbatched(boolean comesOnce) {
        this.comesOnce = comesOnce;
    }

    public void add(Operation operation) {
        if (comesOnce) {
            queue.add(operation);
        } else {
            byKey.put(operation.key(), operation);
        }
    }

    /** Whether this key is to be removed already. */
    public boolean removes(String key) {
        Operation known = byKey.get(key);
        return known != null && !known.adding();
    }

    public int size() {
        return queue.size() + byKey.size();
    }

    /** The first ones, which are then gone from here. */
    public List<Operation> take(int most) {
        List<Operation> taken = new ArrayList<>(Math.min(most, size()));
        while (taken.size() < most && !queue.isEmpty()) {
            taken.add(queue.removeFirst());
        }
        Iterator<Operation> latest = byKey.values().iterator();
        while (taken.size() < most && latest.hasNext()) {
            taken.add(latest.next());
            latest.remove();
        }
        return taken;
    }
}
