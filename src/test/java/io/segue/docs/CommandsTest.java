package io.segue.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.docs.CommandRow.Kind;
import io.segue.docs.TestingShell.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader is told to type: each command is executed by a test, or has a reason why not. */
class CommandsTest {

    private static final List<Documented> DOCUMENTED = Documented.all();

    /** Of the tests, which read what a command hands to them. */
    private static final String CONTENTS = text("src/test/java", ".java");

    private static final String MANIFESTS = text("k8s", ".yaml");

    private static final Pattern PROFILE = Pattern.compile(" -P(\\w+)");
    private static final Pattern TEST = Pattern.compile(" -D(?:it\\.)?test=(\\w+)");
    private static final Pattern PROPERTY = Pattern.compile("-D([\\w.-]+)=?");
    private static final Pattern EXECUTION = Pattern.compile("@(\\w+)");
    private static final Pattern IN_CLUSTER =
            Pattern.compile("(?: -n|create secret (?:generic|tls)|--from-literal|delete job)[ =]([\\w-]+)");
    private static final Set<String> OF_MAVEN = Set.of("test", "it.test", "skipTests", "maven.test.skip");
    private static final Pattern OURS = Pattern.compile("(?<![\\w./:-])(?:\\./|docs/|k8s/|src/|\\.ci/)[\\w./-]+");

    static Stream<CommandRow> elsewhere() {
        return of(Kind.ELSEWHERE);
    }

    static Stream<Documented> documented() {
        return DOCUMENTED.stream().filter(command -> !Inline.isQuestion(command.text()));
    }

    @Test
    void everyCommandHasARowAndEveryRowACommand() {
        assertThat(CommandTable.ROWS).extracting(CommandRow::command).doesNotHaveDuplicates();
        assertThat(DOCUMENTED)
                .as("commands of the documentation without a row in CommandTable: say there who executes it, or why"
                        + " nobody can. What is no command stands in a fence that says so, such as text or json")
                .filteredOn(command -> CommandTable.ROWS.stream()
                        .noneMatch(row -> row.command().equals(command.text())))
                .isEmpty();
        assertThat(CommandTable.ROWS)
                .as("rows of commands that are documented no more")
                .filteredOn(row ->
                        DOCUMENTED.stream().noneMatch(command -> command.text().equals(row.command())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documented")
    void everyCommandIsOneToTheShell(Documented command) {
        assertThat(TestingShell.parse(command.text())).isEqualTo(new Ended(0, ""));
    }

    /** Profiles, tests and files: what was renamed is found here. */
    @ParameterizedTest
    @MethodSource("documented")
    void whatACommandNamesOfOursExists(Documented command) throws IOException {
        if (command.text().startsWith("./mvnw")) {
            String pom = Files.readString(Path.of("pom.xml"));
            assertThat(found(PROFILE, command))
                    .allSatisfy(name -> assertThat(pom).contains("<id>" + name + "</id>"));
            assertThat(found(EXECUTION, command))
                    .allSatisfy(name -> assertThat(pom).contains("<id>" + name + "</id>"));
            assertThat(found(PROPERTY, command).filter(name -> !OF_MAVEN.contains(name)))
                    .allSatisfy(name -> assertThat(pom + CONTENTS).containsAnyOf("<" + name, "\"" + name + "\""));
            assertThat(found(TEST, command).filter(name -> !name.equals("None")))
                    .allSatisfy(name -> assertThat(sources()).contains(name + ".java"));
        }
        if (command.text().startsWith("kubectl")) {
            assertThat(found(IN_CLUSTER, command))
                    .allSatisfy(name -> assertThat(MANIFESTS).containsPattern("\\b" + name + "\\b"));
        }
        assertThat(OURS.matcher(command.text()).results().map(MatchResult::group))
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    @ParameterizedTest
    @MethodSource("elsewhere")
    void whoIsSaidToExecuteItDoes(CommandRow row) throws IOException {
        String text = Files.readString(Path.of(row.how().where().orElseThrow()));

        assertThat(withoutBreaks(text)).contains(withoutBreaks(row.how().words()));
    }

    @Test
    void nobodyExecutesOneWithoutAReason() {
        assertThat(of(Kind.NOBODY))
                .allSatisfy(row -> assertThat(row.how().words()).hasSizeGreaterThan(10));
    }

    private static Stream<CommandRow> of(Kind kind) {
        return CommandTable.ROWS.stream().filter(row -> row.how().kind() == kind);
    }

    private static Stream<String> found(Pattern pattern, Documented command) {
        return pattern.matcher(command.text()).results().map(match -> match.group(1));
    }

    private static String text(String folder, String ending) {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(ending)).toList()) {
                text.append(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
        }
    }

    /** The formatter breaks lines where it likes. */
    private static String withoutBreaks(String text) {
        return text.replaceAll("\\s+", "");
    }
}
