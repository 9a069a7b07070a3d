package io.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** What scripts rely on is what is documented: exit codes, commands and their options. */
class ExitTest {

    private static final Pattern CODE = Pattern.compile("(?m)^\\| (\\d+) \\| .+ \\|$");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\| `([a-z]+) ?([^`]*)` \\|");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

    @Test
    void isDocumentedCodeByCode() throws Exception {
        List<String> all = Stream.of(Exit.class.getDeclaredFields())
                .map(ExitTest::value)
                .map(Object::toString)
                .toList();

        assertThat(all).hasSize(8).doesNotHaveDuplicates();
        assertThat(found(CODE, document()).map(code -> code.group(1))).containsExactlyElementsOf(all);
        assertThat(Cli.line().getCommandSpec().usageMessage().exitCodeList().keySet())
                .containsExactlyElementsOf(all);
    }

    @Test
    void isSeventyWhenACommandBreaksByItself() {
        StringWriter err = new StringWriter();

        int exit = Cli.line()
                .addSubcommand(new Breaks())
                .setErr(new PrintWriter(err, true))
                .execute("breaks");

        assertThat(exit).isEqualTo(Exit.OUR_FAULT).isEqualTo(70);
        assertThat(err.toString())
                .startsWith("segue: something went wrong in this program")
                .contains("IllegalStateException: a step too far", "ExitTest$Breaks");
    }

    @Test
    void commandsHaveTheDocumentedOptions() throws IOException {
        var commands = Cli.line().getSubcommands();

        assertThat(found(COMMAND, document()).map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(commands.keySet());
        assertThat(found(COMMAND, document()))
                .allSatisfy(row -> assertThat(found(OPTION, row.group(2)).map(MatchResult::group))
                        .allSatisfy(option -> assertThat(commands.get(row.group(1))
                                        .getCommandSpec()
                                        .optionsMap())
                                .containsKey(option)));
    }

    @Command(name = "breaks")
    static class Breaks implements Callable<Integer> {

        @Override
        public Integer call() {
            throw new IllegalStateException("a step too far");
        }
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("docs/cli.md"));
    }
}
