package io.segue.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Commands in the middle of a sentence. A program's name alone, such as `psql`, is a word; with something behind it, it is
 * what a reader types. So is a script of ours, and a question to the database.
 */
final class Inline {

    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern PROGRAM = Pattern.compile(
            "(\\./mvnw|mvn|java|segue|kc\\.sh|kcadm\\.sh|curl|wget|jq|git \\S+|npm"
                    + "|node|apt-get|sudo|systemctl|journalctl|systemd-analyze|nginx|date|openssl|keytool|psql|pg_dump|pg_restore"
                    + "|pg_basebackup|pg_createcluster|docker|podman|kubectl|kustomize|helm|promtool|trivy|grype|export(?= [A-Z])) \\S.*");
    private static final Pattern QUESTION = Pattern.compile("select .* from .*");

    private Inline() {}

    /** Those of one paragraph, or of one row of a table: a command may be longer than a line. */
    static List<String> commands(String paragraph) {
        return SPAN.matcher(paragraph)
                .results()
                .map(span -> span.group(1).replaceAll("\\s+", " ").strip())
                .filter(Inline::isCommand)
                .toList();
    }

    private static boolean isCommand(String text) {
        return PROGRAM.matcher(text).matches() || isQuestion(text) || isScript(text);
    }

    static boolean isQuestion(String text) {
        return QUESTION.matcher(text).matches();
    }

    private static boolean isScript(String text) {
        Path file = Path.of(text.split(" ")[0]);
        return !file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
