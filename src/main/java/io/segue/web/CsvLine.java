package io.segue.web;

import java.util.List;
import java.util.stream.Collectors;

/** One line of a CSV file (RFC 4180) that is safe to open in a spreadsheet. */
public record CsvLine(List<String> cells) {

    public CsvLine {
        cells = List.copyOf(cells);
    }

    public static CsvLine of(String... cells) {
        return new CsvLine(List.of(cells));
    }

    /** With its line break. */
    public String text() {
        return cells.stream().map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A spreadsheet takes what begins like a formula for one, so an apostrophe goes before it. */
    private static String cell(String text) {
        boolean isFormula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
        return '"' + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
