package io.segue.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What came out: told while it goes on, and as two tables at the end. */
public final class Report {

    private final Map<String, String> circumstances = new LinkedHashMap<>();
    private final List<Measured> rows = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    private long comparisons;
    private long wrong;
    private long unsuccessful;

    public void circumstance(String name, String value) {
        circumstances.put(name, value);
        say(name + ": " + value);
    }

    public void say(String line) {
        System.out.println("[bench] " + line);
    }

    Measured add(Measured row) {
        rows.add(row);
        say(String.join(" | ", row.cells()));
        return row;
    }

    void add(Figure figure) {
        figures.add(figure);
        say(String.join(" | ", figure.cells()));
    }

    /** Every comparison counts, also that of a row which is not shown. */
    synchronized void compared(long wrongMembers) {
        comparisons++;
        wrong += wrongMembers;
    }

    synchronized void unsuccessful(String run) {
        unsuccessful++;
        circumstance("RUN WITHOUT SUCCESS " + unsuccessful, run);
    }

    /** The last figures: what must hold for every row. */
    public void conclude() {
        rows.stream()
                // Those of S10 carry twenty values with each id.
                .filter(row -> row.calls() > 0
                        && row.sent() / row.calls() >= 900
                        && !row.scenario().equals("S10"))
                .mapToDouble(row -> (double) row.bytes() / row.sent())
                .max()
                .ifPresent(bytes -> figures.add(
                        Figure.atMost("P12", "bytes per member on the wire, full calls", bytes, 40, "%.1f")));
        figures.add(new Figure(
                "P13",
                "wrong members in " + comparisons + " comparisons, warm-ups included",
                Long.toString(wrong),
                "0",
                comparisons > 0 && wrong == 0));
        figures.sort(
                Comparator.comparingInt(figure -> Integer.parseInt(figure.id().substring(1))));
    }

    public boolean isClean() {
        return wrong == 0 && unsuccessful == 0;
    }

    public String toMarkdown() {
        String facts = circumstances.entrySet().stream()
                .map(entry -> "- " + entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        return "# Benchmark results\n\n" + facts + "\n"
                + table(Measured.HEADINGS, rows.stream().map(Measured::cells).toList()) + "\n"
                + table(Figure.HEADINGS, figures.stream().map(Figure::cells).toList());
    }

    public void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, toMarkdown());
    }

    private static String table(String[] headings, List<String[]> rows) {
        List<String[]> lines = new ArrayList<>();
        lines.add(headings);
        lines.addAll(rows);
        int[] widths = IntStream.range(0, headings.length)
                .map(column -> lines.stream()
                        .mapToInt(line -> line[column].length())
                        .max()
                        .orElse(0))
                .map(width -> Math.max(3, width))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            line(text, lines.get(line), widths);
            if (line == 0) {
                String[] rule = IntStream.of(widths).mapToObj("-"::repeat).toArray(String[]::new);
                line(text, rule, widths);
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String[] cells, int[] widths) {
        for (int column = 0; column < cells.length; column++) {
            String cell = cells[column].replace('|', '/').replace('\n', ' ');
            text.append("| ")
                    .append(cell)
                    .append(" ".repeat(widths[column] - cell.length()))
                    .append(' ');
        }
        text.append("|\n");
    }
}
