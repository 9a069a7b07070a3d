package io.segue.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.segue.docs.CommandRow.Kind;
import io.segue.docs.TestingShell.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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

    private static final Pattern PROFILE = Pattern.compile(" -P(\\w+)");
    private static final Pattern TEST = Pattern.compile(" -D(?:it\\.)?test=(\\w+)");
    private static final Pattern OURS = Pattern.compile("(?<![\\w./:-])(?:\\./|docs/|k8s/|src/|\\.ci/)[\\w./-]+");

    static Stream<CommandRow> inAShell() {
        return of(Kind.SHELL);
    }

    static Stream<CommandRow> elsewhere() {
        return of(Kind.ELSEWHERE);
    }

    static Stream<Documented> documented() {
        return DOCUMENTED.stream();
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
            assertThat(found(TEST, command).filter(name -> !name.equals("None")))
                    .allSatisfy(name -> assertThat(sources()).contains(name + ".java"));
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

    @ParameterizedTest
    @MethodSource("inAShell")
    void doesWhatItIsDocumentedFor(CommandRow row) {
        String command = row.command();
        if (command.startsWith("kubectl")) {
            assumeThat(TestingShell.has("kubectl")).as("kubectl is installed").isTrue();
            // No cluster: it makes the secret and only shows it.
            assertThat(run(command + " --dry-run=client --output=name")).startsWith("secret/segue");
        } else if (command.startsWith("alias")) {
            assertThat(run(command + "; alias")).contains("segue='java -jar target/quarkus-app/quarkus-run.jar cli'");
        } else {
            assertThat(Base64.getDecoder().decode(run(command + "; printf %s \"$SEGUE_MASTER_KEY_VALUE\"")))
                    .hasSize(32);
        }
    }

    private static String run(String command) {
        Ended ended = TestingShell.run(Path.of("."), Map.of(), command);
        assertThat(ended.exit()).as(ended.output()).isZero();
        return ended.output();
    }

    private static Stream<CommandRow> of(Kind kind) {
        return CommandTable.ROWS.stream().filter(row -> row.how().kind() == kind);
    }

    private static Stream<String> found(Pattern pattern, Documented command) {
        return pattern.matcher(command.text()).results().map(match -> match.group(1));
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
