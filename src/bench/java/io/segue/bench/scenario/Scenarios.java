package io.segue.bench.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/** The scenarios in an order in which each finds what it needs: those that add syncs to the segment come last. */
public final class Scenarios {

    private final Workbench bench;
    private final Map<String, Step> steps = new LinkedHashMap<>();

    private interface Step {
        void run() throws Exception;
    }

    public Scenarios(Workbench bench) {
        this.bench = bench;
        steps.put("S1", () -> new FirstSync(bench).run());
        steps.put("S4", () -> new SameAgain(bench).run());
        steps.put("S6", () -> new NothingToDo(bench).run());
        steps.put("S5", () -> new SmallChange(bench).run());
        steps.put("S10", () -> new FlagValues(bench).run());
        steps.put("S7", () -> new Burst(bench).run());
        steps.put("S2", () -> new DeliverOnly(bench).againstFloor());
        steps.put("S3", () -> new DeliverOnly(bench).againstLatency());
        steps.put("S8", () -> new LookUp(bench).run());
        steps.put("S9", () -> new BlockCheck(bench).run());
    }

    public void run() throws Exception {
        bench.report.circumstance("PostgreSQL", bench.databaseSettings());
        for (Map.Entry<String, Step> step : steps.entrySet()) {
            if (bench.options.wants(step.getKey())) {
                bench.report.say(step.getKey() + " …");
                step.getValue().run();
            }
        }
        bench.report.circumstance(
                "CPU of the imitation LaunchDarkly, all in all", String.format("%.1f s", bench.sink.cpuSeconds()));
    }
}
