package io.segue.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise of docs/reliability.md names the tests that show it, and they are there; or it says that none does. */
class PromisesTest {

    /** D11 is a matter of a machine that does nothing else: the bench measures it. */
    private static final String SHOWN_BY_THE_BENCH = "D11";

    private static final Pattern PROMISE = Pattern.compile("\\| ([DR]\\d+) \\|.*\\|([^|]+)\\|");
    private static final String NOT_SHOWN = "Not shown.";
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    @Test
    void eachPromiseNamesATestMethodThatIsThere() throws IOException {
        Map<String, List<Path>> tests = tests();
        Map<String, String> shownBy = Files.readAllLines(Path.of("docs/reliability.md")).stream()
                .map(PROMISE::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

        assertThat(shownBy)
                .containsOnlyKeys(
                        Stream.concat(numbered("D", 12), numbered("R", 13)).toList());
        shownBy.forEach((promise, shown) -> {
            List<String> methods = TEST.matcher(shown)
                    .results()
                    .flatMap(named -> {
                        assertThat(tests).as(promise).containsKey(named.group(1));
                        return Stream.ofNullable(named.group(2))
                                .peek(method -> assertThat(tests.get(named.group(1)))
                                        .as(promise)
                                        .anySatisfy(file ->
                                                assertThat(file).content().contains("void " + method + "(")));
                    })
                    .toList();
            if (shown.strip().startsWith(NOT_SHOWN)) {
                assertThat(methods).as(promise).isEmpty();
            } else if (!promise.equals(SHOWN_BY_THE_BENCH)) {
                assertThat(methods).as(promise).isNotEmpty();
            }
        });
    }

    private static Stream<String> numbered(String letter, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> letter + number);
    }

    /** A name may be that of several classes. */
    private static Map<String, List<Path>> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.groupingBy(
                            file -> file.getFileName().toString().replace(".java", "")));
        }
    }
}
