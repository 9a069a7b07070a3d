package io.segue.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One command of the documentation: what stands in a fence without a language, or of a shell's, and {@link Inline} in a
 * sentence. Indented code is refused: a fence says what it is.
 *
 * @param line its last one
 * @param text with one space for each gap, without the comment behind it
 */
record Documented(Path file, int line, String text) {

    private static final Pattern FENCE = Pattern.compile("\\s*```(\\S*).*");
    private static final Set<String> SHELL = Set.of("", "sh", "bash", "shell", "console");
    private static final Set<String> OTHERS =
            Set.of("text", "mermaid", "js", "html", "yaml", "json", "http", "sql", "promql", "properties");

    /** All there are, in the order in which they stand. */
    static List<Documented> all() {
        List<Documented> found = new ArrayList<>();
        files().forEach(file -> read(file, found));
        return found;
    }

    static List<Path> files() {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "reporter/README.md")
                                    .map(Path::of),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Path file, List<Documented> found) {
        boolean isFence = false;
        boolean isShell = false;
        Unfinished command = new Unfinished();
        Prose prose = new Prose(file);
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                isFence = !isFence;
                isShell = isFence && isShell(fence.group(1), file, i + 1);
                command.end().ifPresent(broken -> {
                    throw new AssertionError(file + ": expected a whole command, got " + broken);
                });
            } else if (isShell) {
                int line = i + 1;
                command.add(lines.get(i)).ifPresent(text -> found.add(new Documented(file, line, text)));
            }
            prose.add(isFence || fence.matches() ? "" : lines.get(i), i + 1, found);
        }
        prose.add("", lines.size(), found);
    }

    /** Lines that are no command yet: behind them is a backslash, or a loop that goes on. */
    private static final class Unfinished {

        private String text = "";

        Optional<String> add(String line) {
            String plain = line.replaceFirst("(^|\\s+)# .*$", "").strip();
            boolean goesOn = plain.endsWith("\\");
            text += plain.replaceFirst("\\\\$", "") + (goesOn ? " " : "\n");
            if (goesOn || text.isBlank() || TestingShell.parse(text).exit() != 0) {
                return Optional.empty();
            }
            return end();
        }

        Optional<String> end() {
            String whole = text.strip().replaceAll(" +", " ");
            text = "";
            return Optional.of(whole).filter(command -> !command.isEmpty());
        }
    }

    private static boolean isShell(String language, Path file, int line) {
        if (!SHELL.contains(language) && !OTHERS.contains(language)) {
            throw new AssertionError(file + ":" + line + ": expected a fence of a language that is known here ("
                    + OTHERS + "; commands belong into sh), got " + language + ".");
        }
        return SHELL.contains(language);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + text;
    }
}
