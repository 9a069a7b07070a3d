package io.segue.bench.scenario;

import io.segue.segment.block.BlockedCost;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** S9: what the block of erased people costs each member that comes in, against the budget of applying one. */
final class BlockCheck {

    private static final int IDS = 100_000;
    private static final int ROUNDS = 100;
    private static final int REPEATS = 5;

    /** Applying a member costs about seven microseconds; one in a hundred is not measurable there. */
    private static final double MUST_NANOS = 70;

    private final Workbench bench;

    BlockCheck(Workbench bench) {
        this.bench = bench;
    }

    void run() {
        List<String> ids = IntStream.range(0, IDS).mapToObj(Archive::id).toList();
        for (int erased : new int[] {100, 10_000}) {
            BlockedCost cost = new BlockedCost(erased);
            cost.nanosPerMember(ids, ROUNDS / 10);
            List<Double> nanos = new ArrayList<>();
            for (int i = 0; i < REPEATS; i++) {
                nanos.add(cost.nanosPerMember(ids, ROUNDS));
            }
            Spread spread = new Spread(nanos);
            bench.report.add(new Figure(
                    "S9",
                    String.format("is a member blocked, %,d erased", erased),
                    spread.text(" ns"),
                    "≤ 70 ns",
                    spread.median() <= MUST_NANOS));
        }
    }
}
