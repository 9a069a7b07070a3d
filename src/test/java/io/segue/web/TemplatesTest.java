package io.segue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The content security policy blocks what is inline, and nobody would see it on a page that is not opened in a test. */
class TemplatesTest {

    private static final Path TEMPLATES = Path.of("frontend-templates");

    private static final Pattern INLINE = Pattern.compile(
            "<script\\b(?![^>]*\\ssrc=)[^>]*>"
                    + "|<script\\b[^>]*>(?!</script>)"
                    + "|<style\\b"
                    + "|[\\s\"']style\\s*="
                    + "|[\\s\"'](?:hx-)?on(?:[a-z]+|[:-][\\w:.-]+)\\s*="
                    + "|\\bjavascript:",
            Pattern.CASE_INSENSITIVE);

    static List<Path> templates() {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasNothingInline(Path template) throws IOException {
        assertThat(inline(Files.readString(template))).isEmpty();
    }

    @Test
    void readsThemAll() {
        assertThat(templates())
                .contains(TEMPLATES.resolve("layout.html"), TEMPLATES.resolve("SandboxPages/index.html"))
                .hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<script defer>",
                "<SCRIPT type=\"module\">",
                "<script src=\"/assets/app.js\">go()</script>",
                "<style>p {}</style>",
                "<p style=\"color: red\">",
                "<p class=\"x\"style='color: red'>",
                "<a onclick=\"go()\">",
                "<a\nonMouseOver = go()>",
                "<a hx-on:click=\"go()\">",
                "<a hx-on--after-request=\"go()\">",
                "<a href=\"javascript:go()\">"
            })
    void findsWhatIsInline(String html) {
        assertThat(inline(html)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script src=\"/assets/app.js\" defer></script>",
                "<link rel=\"stylesheet\" href=\"/assets/app.css\">",
                "<p data-style=\"x\" aria-only=\"y\">on its own = no style</p>",
                "<option value=\"on\">"
            })
    void letsTheRestBe(String html) {
        assertThat(inline(html)).isEmpty();
    }

    private static List<String> inline(String html) {
        return INLINE.matcher(html).results().map(MatchResult::group).toList();
    }
}
