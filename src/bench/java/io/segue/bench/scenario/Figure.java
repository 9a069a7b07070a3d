package io.segue.bench.scenario;

/** One of the figures P1 to P13, or D11, as it came out, beside what it must be. */
public record Figure(String id, String what, String value, String must, boolean reached) {

    static Figure atMost(String id, String what, double value, double must, String format) {
        return new Figure(id, what, String.format(format, value), "≤ " + String.format(format, must), value <= must);
    }

    static final String[] HEADINGS = {"", "what", "measured", "must", ""};

    String[] cells() {
        return new String[] {id, what, value, must, reached ? "reached" : "MISSED"};
    }
}
