package io.segue.web.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCodeTest {

    private static final Path DOCS = Path.of("docs/errors.md");
    private static final Path TEMPLATES = Path.of("frontend-templates");

    /** What templates print of a failure: its words. The code has to stand on the same line. */
    private static final Pattern WORDS = Pattern.compile(
            "\\{[^{}#@]*\\b((failure|fault|lastRefusal)(\\.message)?\\.(get|or\\b)[^{}]*|(error|problem)(\\.get)?(\\.message)?|\\w+\\.message(\\.get)?"
                    + "|\\w+\\.(words|found|reason|answer)(\\.get|\\.or\\([^()]*\\))?)}");

    /** Words of the same names that tell of no failure, or of one whose code stands above all of them. */
    private static final Set<String> EXCEPTIONS = Set.of(
            "AlertPages/show.html {view.quiet.get.words}",
            "ArrivalPages/show.html {every.words}",
            "ArrivalPages/show.html {view.words}",
            "ErrorPages/list.html {error.actor.words}",
            "FrontPages/nobody.html {request.reason.get}",
            "HoldPages/list.html {view.own.get.words}",
            "HoldPages/list.html {view.rule.words}",
            "MemberPages/show.html {chapter.withoutKey.words}",
            "QuarantinePages/leftOut.html {member.reason}",
            "QuarantinePages/list.html {key.reason}",
            "SegmentListPages/list.html {filter.words}",
            "ServerPages/preview.html {one.reason}",
            "ServerPages/run.html {one.reason}",
            "ServerPages/told.html {one.reason}",
            "TenantPages/show.html {view.look.get.reason}");

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whateverFailsAtLaunchDarklyIsInTheCatalogue(Kind kind) {
        assertThat(ErrorCode.find(VendorFailure.of(kind, 0, "").code())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conflict", "stale", "unusable", "failed", "foreign"})
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
        assertThat(withoutCode("<p>LaunchDarkly did not say: {asked.get.words}</p>"))
                .isTrue();
        assertThat(withoutCode("<p class=\"mb-0\">{step.found}</p>")).isTrue();
        assertThat(withoutCode("<span class=\"break\">{one.reason}</span>")).isTrue();
        assertThat(withoutCode("<span>{it.last.get.answer.or('')}</span>")).isTrue();
        assertThat(withoutCode("<p>{#if step.isFailed}{#shownError step.error /}{#else}{step.found}{/if}</p>"))
                .isFalse();
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
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .filter(file -> !file.toString().contains("Sandbox"))
                    .toList();
        }
    }

    /** An exception that no page needs any more would hide the next failure of that name. */
    @Test
    void everyExceptionIsNeeded() throws IOException {
        assertThat(templates().stream().flatMap(ErrorCodeTest::wordsBare)).containsAll(EXCEPTIONS);
    }

    private static Stream<String> wordsWithoutCode(Path template) {
        return wordsBare(template).filter(words -> !EXCEPTIONS.contains(words));
    }

    /** Such as "Pages/show.html {failure.get}". */
    private static Stream<String> wordsBare(Path template) {
        try {
            String place = TEMPLATES.relativize(template).toString().replace('\\', '/');
            return Files.readAllLines(template).stream()
                    .filter(ErrorCodeTest::withoutCode)
                    .flatMap(line -> WORDS.matcher(line).results())
                    .map(found -> place + " " + found.group());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean withoutCode(String line) {
        return WORDS.matcher(line).find() && !line.contains("{#errorCode ") && !line.contains("{#shownError ");
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
