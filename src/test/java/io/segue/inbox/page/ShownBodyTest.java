package io.segue.inbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.inbox.page.ShownBody.Line;
import io.segue.platform.Deflated;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownBodyTest {

    private static final String PAGE = """
            {"data":{"segment":{"id":7,"name":"Büro"},"none":[],"add":[{"id":"ann","plan":"pro"},{"id":"bob"}]},"a":null}""";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void writesOneMemberALine() throws Exception {
        ShownBody shown = ShownBody.of(deflated(PAGE), "", json);

        assertThat(text(shown)).isEqualTo("""
                {
                  "data": {
                    "segment": {
                      "id": 7,
                      "name": "Büro"
                    },
                    "none": [
                    ],
                    "add": [
                      {"id":"ann","plan":"pro"},
                      {"id":"bob"}
                    ]
                  },
                  "a": null
                }""");
        assertThat(json.readTree(text(shown))).isEqualTo(json.readTree(PAGE));
        assertThat(shown.isWhole()).isTrue();
        assertThat(shown.isCut()).isFalse();
    }

    @Test
    void findsLinesByAPartOfThemWhateverTheCase() {
        ShownBody shown = ShownBody.of(deflated(PAGE), "BÜRO", json);

        assertThat(shown.lines()).containsExactly(new Line(5, "      \"name\": \"", "Büro", "\""));
        assertThat(shown.found()).isEqualTo(1);
        assertThat(shown.all()).isEqualTo(15);
    }

    @Test
    void looksForTheTextItselfNotForAPattern() {
        assertThat(ShownBody.of(deflated(PAGE), "a.n", json).found()).isZero();
    }

    @Test
    void cutsWhatIsTooLongForAPageButSearchesAllOfIt() {
        String many = IntStream.range(0, 5_000)
                .mapToObj(i -> "{\"id\":\"user-" + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));

        ShownBody all = ShownBody.of(deflated(many), "", json);
        ShownBody one = ShownBody.of(deflated(many), "user-4999", json);

        assertThat(all.lines()).hasSize(ShownBody.MOST_LINES);
        assertThat(all.isCut()).isTrue();
        assertThat(all.all()).isEqualTo(5_002);
        assertThat(one.lines()).extracting(Line::number).containsExactly(5_001);
        assertThat(one.isCut()).isFalse();
    }

    @Test
    void cutsALineThatIsTooLong() {
        List<Line> lines = ShownBody.of(deflated("[\"" + "x".repeat(9_000) + "\"]"), "", json)
                .lines();

        assertThat(lines.get(1).after()).hasSize(ShownBody.LONGEST_LINE + 1).endsWith("…");
    }

    @Test
    void showsWhatIsBrokenAsFarAsItGoes() {
        ShownBody shown = ShownBody.of(deflated("{\"a\":1,oops"), "", json);

        assertThat(text(shown)).startsWith("{\n  \"a\": 1");
        assertThat(shown.isWhole()).isFalse();
    }

    private static String text(ShownBody shown) {
        return shown.lines().stream()
                .map(line -> line.before() + line.match() + line.after())
                .collect(Collectors.joining("\n"));
    }

    static byte[] deflated(String text) {
        return Deflated.deflate(text.getBytes(StandardCharsets.UTF_8));
    }
}
