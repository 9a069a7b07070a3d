package io.segue.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What stands outside of fences, line by line: it is read whole paragraphs at a time, and tables row by row. */
final class Prose {

    private static final Pattern ITEM = Pattern.compile("\\s*([-*+]|\\d+\\.) .*");

    private final Path file;
    private String paragraph = "";
    private boolean isList;

    Prose(Path file) {
        this.file = file;
    }

    /** An empty line ends a paragraph, and so does whatever begins a row or a point of a list. */
    void add(String line, int number, List<Documented> found) {
        boolean isItem = ITEM.matcher(line).matches();
        if (paragraph.isEmpty() && !isItem && !isList && line.matches(" {4,}\\S.*")) {
            throw new AssertionError(file + ":" + number + ": expected no indented code: put it in a fence, which says"
                    + " whether it is a command. Got " + line);
        }
        if (line.isBlank() || line.startsWith("|") || isItem) {
            end(number - 1, found);
        }
        isList = isItem || (isList && (line.isBlank() || line.startsWith(" ")));
        paragraph += line.strip() + "\n";
        if (line.isBlank()) {
            paragraph = "";
        }
    }

    private void end(int line, List<Documented> found) {
        Inline.commands(paragraph).forEach(command -> found.add(new Documented(file, line, command)));
        paragraph = "";
    }
}
