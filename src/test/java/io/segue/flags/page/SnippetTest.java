package io.segue.flags.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.flags.choice.Choice;
import io.segue.flags.choice.ReporterOptions;
import io.segue.flags.reporter.ReporterFile;
import io.segue.flags.reporter.ReporterFiles;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnippetTest {

    private final ReporterFile file = new ReporterFiles().script();

    @Test
    void namesTheReporterByVersionAndHash() {
        Snippet snippet = Snippet.of(choice(ReporterOptions.USUAL, "a"), "https://segue.example", file);

        assertThat(snippet.script())
                .contains("src=\"https://segue.example/reporter/" + ReporterFiles.VERSION + "/heap-flags.js\"")
                .contains("integrity=\"" + file.integrity() + "\"")
                .contains("crossorigin=\"anonymous\"");
    }

    @Test
    void leavesOutWhatTheReporterDoesByItself() {
        assertThat(Snippet.of(choice(ReporterOptions.USUAL, "a", "b"), "https://segue.example", file)
                        .npm())
                .isEqualTo("""
                        import { reportFlags } from '@segue/heap-flags';

                        // ldClient is your LaunchDarkly client; it need not be ready yet.
                        reportFlags(ldClient, () => window.heap, {
                          flags: ['a', 'b'],
                        });""");
    }

    @Test
    void saysEveryOptionThatIsAnother() {
        ReporterOptions options = new ReporterOptions("flag_", 2_000, true, "user key", "org", true, true, true);
        Choice choice = new Choice(List.of("a"), Map.of("a", List.of("x", "y.z")), options);

        assertThat(Snippet.of(choice, "https://segue.example", file).npm()).contains("""
                  flags: ['a'],
                  prefix: 'flag_',
                  budget: 2000,
                  fields: {
                    'a': ['x', 'y.z'],
                  },
                  userProperties: true,
                  userId: 'user key',
                  contextKind: 'org',
                  anonymous: true,
                  omittedProperty: true,
                  firstPageview: true,
                """);
    }

    @Test
    void writesManyFlagsBelowEachOther() {
        String[] many = IntStream.range(0, 30).mapToObj(i -> "flag-" + i).toArray(String[]::new);

        assertThat(Snippet.of(choice(ReporterOptions.USUAL, many), "https://segue.example", file)
                        .npm())
                .contains("flags: [\n    'flag-0',\n    'flag-1',\n");
    }

    private static Choice choice(ReporterOptions options, String... flags) {
        return new Choice(List.of(flags), Map.of(), options);
    }
}
