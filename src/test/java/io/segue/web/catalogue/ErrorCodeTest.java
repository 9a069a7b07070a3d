package io.segue.web.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCodeTest {

    private static final Path DOCS = Path.of("docs/errors.md");

    /** What templates print of a failure: its words. The code has to stand on the same line. */
    private static final Pattern WORDS = Pattern.compile(
            "\\{[^{}#@]*\\b((failure|fault|lastRefusal)(\\.message)?\\.(get|or\\b)[^{}]*|(error|problem)(\\.get)?(\\.message)?|\\w+\\.message(\\.get)?)}");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whateverFailsAtLaunchDarklyIsInTheCatalogue(Kind kind) {
        assertThat(ErrorCode.find(VendorFailure.of(kind, 0, "").code())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conflict", "stale", "unusable", "failed"})
    void whateverIsWrongWithADeliveryIsInTheCatalogue(String verdict) {
        assertThat(ErrorCode.find("delivery-" + verdict)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void eachSaysWhatItMeansAndHowItIsMended(ErrorCode error) {
        assertThat(error.code()).matches("[a-z]+(-[a-z]+)*");
        assertThat(error.meaning()).isNotBlank().doesNotEndWith(".");
        assertThat(error.remedy()).matches("(?s).+[.?]");
    }

    @Test
    void noPageShowsTheWordsOfAFailureWithoutItsCode() throws IOException {
        assertThat(templates().stream().flatMap(ErrorCodeTest::wordsWithoutCode))
                .isEmpty();
    }

    /** Tests the test: the pattern finds what pages used to do. */
    @Test
    void wordsAloneWouldBeFound() {
        assertThat(withoutCode("<p>{sync.failure.get}</p>")).isTrue();
        assertThat(withoutCode("<p>{view.hook.lastRefusal.or('none')}</p>")).isTrue();
        assertThat(withoutCode("<span>{failure.message.get}</span>")).isTrue();
        assertThat(withoutCode("<div>{view.error}</div>")).isTrue();
        assertThat(withoutCode("<div>{error.get}</div>")).isTrue();
        assertThat(withoutCode("<p>{view.read.problem.get.message}</p>")).isTrue();
        assertThat(withoutCode("<span>{call.message.get}</span>")).isTrue();
        assertThat(withoutCode("<p>{#shownError sync.failure.get /}</p>")).isFalse();
    }

    @Test
    void theDocsHoldTheSameCatalogue() throws IOException {
        String wanted = asMarkdown();

        assertThat(DOCS)
                .as("docs/errors.md is written from the catalogue; replace it by:%n%s", wanted)
                .content()
                .isEqualTo(wanted);
    }

    private static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("frontend-templates"))) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .filter(file -> !file.toString().contains("Sandbox"))
                    .toList();
        }
    }

    private static Stream<String> wordsWithoutCode(Path template) {
        try {
            return Files.readAllLines(template).stream()
                    .filter(ErrorCodeTest::withoutCode)
                    .map(line -> template + ": " + line.strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean withoutCode(String line) {
        return WORDS.matcher(line).find() && !line.contains("{#errorCode ");
    }

    private static String asMarkdown() {
        StringBuilder text = new StringBuilder("""
                # Errors

                Whatever can fail has a code that stays the same, on pages and in answers of the API (`code`; `type` leads to its
                explanation). The same list stands in the product at `/errors`.
                """);
        for (Area area : Area.values()) {
            text.append("\n## ")
                    .append(area.title())
                    .append("\n\n| Code | Meaning | Who must act | Remedy |\n|---|---|---|---|\n");
            area.errors()
                    .forEach(error -> text.append("| `")
                            .append(String.join(
                                    " | ",
                                    error.code() + "`",
                                    error.meaning(),
                                    error.actor().words(),
                                    error.remedy()))
                            .append(" |\n"));
        }
        return text.toString();
    }
}
