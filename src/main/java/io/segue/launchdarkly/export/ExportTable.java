package io.segue.launchdarkly.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Keys in the first column, or in the one that a head line names. */
class ExportTable {

    private static final Set<String> KEY_NAMES =
            Set.of("key", "contextkey", "userkey", "userid", "id", "context", "user", "member", "target");

    private final Consumer<String> key;
    private int keyColumn;
    private int excludedColumn = -1;
    private int includedColumn = -1;

    ExportTable(Consumer<String> key) {
        this.key = key;
    }

    void read(BufferedReader text) throws IOException {
        boolean isFirst = true;
        List<String> cells = row(text);
        while (!cells.isEmpty()) {
            if (!isFirst || !isHead(cells)) {
                tell(cells);
            }
            isFirst = false;
            cells = row(text);
        }
    }

    private boolean isHead(List<String> cells) {
        boolean isHead = false;
        for (int i = cells.size() - 1; i >= 0; i--) {
            String name = cells.get(i).toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
            if (KEY_NAMES.contains(name)) {
                keyColumn = i;
                isHead = true;
            }
            excludedColumn = name.equals("excluded") ? i : excludedColumn;
            includedColumn = name.equals("included") ? i : includedColumn;
        }
        if (!isHead) {
            excludedColumn = -1;
            includedColumn = -1;
        }
        return isHead;
    }

    private void tell(List<String> cells) {
        boolean isOut = is(cells, excludedColumn, "true", "1") || is(cells, includedColumn, "false", "0");
        if (keyColumn < cells.size() && !cells.get(keyColumn).isEmpty() && !isOut) {
            key.accept(cells.get(keyColumn));
        }
    }

    private static boolean is(List<String> cells, int column, String word, String number) {
        return column >= 0
                && column < cells.size()
                && (cells.get(column).equalsIgnoreCase(word)
                        || cells.get(column).equals(number));
    }

    /** The next row that is not blank; empty at the end. Quoted cells may hold commas, quotes and line ends. */
    private static List<String> row(BufferedReader text) throws IOException {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int letter = text.read(); letter >= 0; letter = text.read()) {
            if (isQuoted) {
                if (letter != '"') {
                    cell.append((char) letter);
                } else if (peek(text) == '"') {
                    cell.append((char) text.read());
                } else {
                    isQuoted = false;
                }
            } else if (letter == '"' && cell.isEmpty()) {
                isQuoted = true;
            } else if (letter == ',') {
                cells.add(take(cell));
            } else if (letter == '\n') {
                if (!cells.isEmpty() || !cell.isEmpty()) {
                    cells.add(take(cell));
                    return cells;
                }
            } else if (letter != '\r') {
                cell.append((char) letter);
            }
        }
        if (!cells.isEmpty() || !cell.isEmpty()) {
            cells.add(take(cell));
        }
        return cells;
    }

    private static int peek(BufferedReader text) throws IOException {
        text.mark(1);
        int next = text.read();
        text.reset();
        return next;
    }

    private static String take(StringBuilder cell) {
        String taken = cell.toString();
        cell.setLength(0);
        return taken;
    }
}
