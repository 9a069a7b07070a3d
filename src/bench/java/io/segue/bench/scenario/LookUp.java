package io.segue.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** S8 (P11): one person among all members, over the tenant's 5,000 segments; and one segment among these. */
final class LookUp {

    private static final int LOOK_UPS = 200;
    private static final int SEARCHES = 100;
    private static final double MUST_MILLIS = 100;

    private final Workbench bench;
    private final Random random;

    LookUp(Workbench bench) {
        this.bench = bench;
        this.random = new Random(bench.options.seed());
    }

    private interface Question {
        int ask(int n) throws Exception;
    }

    void run() throws Exception {
        int members = bench.options.members();
        Archive archive = new Archive(bench.connect(), members);
        try (archive) {
            archive.fill(bench.api.connect(bench.sink.newEnvironment()));
        }
        measure(
                "member's story, one of " + String.format("%,d", members),
                LOOK_UPS,
                n -> bench.api.memberships(Archive.id(random.nextInt(members))));
        measure("member's story, in 20 segments", LOOK_UPS, n -> bench.api.memberships(Archive.id(n % 10)));
        measure("member's story, of nobody", LOOK_UPS, n -> bench.api.memberships("nobody-" + n));
        measure("a segment among 5,000 by a part of its name", SEARCHES, n -> bench.api.segmentsNamed("nt 4" + n % 10));
    }

    private void measure(String what, int times, Question question) throws Exception {
        List<Double> millis = new ArrayList<>();
        int found = 0;
        for (int n = 0; n < times; n++) {
            long start = System.nanoTime();
            found += question.ask(n);
            millis.add((System.nanoTime() - start) / 1e6);
        }
        double first = millis.get(0);
        Spread spread = new Spread(millis);
        double p95 = spread.values().get((int) Math.ceil(times * 0.95) - 1);
        bench.report.say(String.format("S8 %s: %d found, first %.1f ms", what, found, first));
        bench.report.add(new Figure(
                "P11",
                what,
                String.format("p95 %.1f ms; %s", p95, spread.text(" ms")),
                "p95 ≤ 100 ms",
                p95 <= MUST_MILLIS));
    }
}
