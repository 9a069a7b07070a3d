package io.segue.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Rows under headings, each column as wide as it has to be. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        row(headings);
    }

    void row(String... cells) {
        rows.add(List.of(cells).stream()
                .map(cell -> plain(cell).replace('\n', ' '))
                .toList());
    }

    void print(PrintWriter out) {
        List<Integer> widths = new ArrayList<>(Collections.nCopies(rows.get(0).size(), 0));
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths.set(i, Math.max(widths.get(i), length(row.get(i))));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths.get(i) - length(row.get(i)) + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    static String counted(long number, String word) {
        return number(number) + " " + word + (number == 1 ? "" : "s");
    }

    /** Names come from Heap: none of their characters may steer a terminal. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n]]|[\\x{80}-\\x{9f}]", "?");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
