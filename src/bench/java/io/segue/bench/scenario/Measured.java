package io.segue.bench.scenario;

/** One row of the table: what one piece of work took. */
public record Measured(
        String scenario,
        String what,
        long members,
        double seconds,
        long calls,
        long bytes,
        long sent,
        double cpuSeconds,
        double peakMegabytes,
        long wrong,
        String note) {

    static final String[] HEADINGS = {
        "",
        "what",
        "members",
        "s",
        "members/s",
        "calls",
        "MB sent",
        "bytes/member",
        "CPU s",
        "peak MB",
        "wrong",
        "notes"
    };

    String[] cells() {
        return new String[] {
            scenario,
            what,
            String.format("%,d", members),
            String.format("%.3f", seconds),
            String.format("%,.0f", members / seconds),
            Long.toString(calls),
            String.format("%.1f", bytes / 1e6),
            sent == 0 ? "-" : String.format("%.1f", (double) bytes / sent),
            String.format("%.2f", cpuSeconds),
            peakMegabytes == 0 ? "-" : String.format("%.0f", peakMegabytes),
            wrong < 0 ? "-" : Long.toString(wrong),
            note
        };
    }

    Measured andNote(String more) {
        String joined = note.isBlank() ? more : more.isBlank() ? note : note + "; " + more;
        return new Measured(
                scenario, what, members, seconds, calls, bytes, sent, cpuSeconds, peakMegabytes, wrong, joined);
    }
}
