package io.segue.sandbox.launchdarkly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboundCallParserTest {

    @Test
    void readsTheManifestsPointersAndSkipsTheRest() throws RejectedCallException {
        InboundCall call = parse("""
                {"more":[{"id":1}],"parameters":{"x":{},"environment_id":"env"},"heap":{"data":{"other":{"id":"no"},
                "segment":{"name":"Power users","id":"7","size":[1]},"remove":[{"id":"c"}],
                "add":[{"email":"a@b.c","id":"a","plan":{"id":"no"}},{"id":"b"}]}}}""");

        assertThat(call.environmentId()).isEqualTo("env");
        assertThat(call.segmentKey()).isEqualTo("heap-inbound-7");
        assertThat(call.segmentName()).isEqualTo("Power users");
        assertThat(call.add()).containsExactly("a", "b");
        assertThat(call.remove()).containsExactly("c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"environment_id\":\"env\"' | '\"environment_id\":\"\"' | /parameters/environment_id",
                "'\"environment_id\":\"env\"' | '\"x\":1' | /parameters/environment_id",
                "'\"id\":\"7\"' | '\"id\":0' | /heap/data/segment/id",
                "'\"id\":\"7\"' | '\"id\":null' | /heap/data/segment/id",
                "'\"name\":\"Power users\"' | '\"name\":\" \"' | /heap/data/segment/name",
                "'\"add\"' | '\"plus\"' | /heap/data/add",
                "'\"remove\"' | '\"minus\"' | /heap/data/remove",
                "'{\"id\":\"b\"}' | '{\"id\":\"\"}' | /heap/data/add/1/id",
                "'{\"id\":\"b\"}' | '{\"key\":\"b\"}' | /heap/data/add/1/id",
                "'{\"id\":\"c\"}' | '\"c\"' | /heap/data/remove/0/id"
            })
    void saysWhichPathIsMissingOrFalsy(String good, String bad, String pointer) {
        assertThatThrownBy(() -> parse(GOOD.replace(good, bad)))
                .isInstanceOf(RejectedCallException.class)
                .hasMessage("could not find path " + pointer + " in request payload");
    }

    @Test
    void refusesMembersThatAreNoArray() {
        assertThatThrownBy(() -> parse(GOOD.replace("[{\"id\":\"c\"}]", "{\"id\":\"c\"}")))
                .isInstanceOf(RejectedCallException.class)
                .hasMessageContaining("is not an array");
    }

    @Test
    void refusesTheSameIdTwiceAlsoOnceInEachList() {
        assertThatThrownBy(() -> parse(GOOD.replace("\"c\"", "\"a\"")))
                .isInstanceOf(RejectedCallException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void refusesWhatIsNoJsonObject() {
        assertThatThrownBy(() -> parse("[]")).isInstanceOf(RejectedCallException.class);
        assertThatThrownBy(() -> parse("{\"heap\":")).isInstanceOf(RejectedCallException.class);
        assertThatThrownBy(() -> parse("")).isInstanceOf(RejectedCallException.class);
    }

    @Test
    void readsAThousandMembersQuickly() throws RejectedCallException {
        String members = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"id\":\"user-%06d@acme.example\"}".formatted(i))
                .collect(Collectors.joining(","));
        byte[] body = GOOD.replace("{\"id\":\"a\"},{\"id\":\"b\"}", members).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 300; i++) {
            InboundCallParser.parse(body);
        }

        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(InboundCallParser.parse(body).add()).hasSize(1_000);
        }

        // Ten times what it takes, so that a busy machine does not matter.
        assertThat((System.nanoTime() - start) / 100).isLessThan(5_000_000);
    }

    private static final String GOOD = """
            {"parameters":{"environment_id":"env"},"heap":{"data":{"segment":{"id":"7","name":"Power users"},
            "add":[{"id":"a"},{"id":"b"}],"remove":[{"id":"c"}]}}}""";

    private static InboundCall parse(String json) throws RejectedCallException {
        return InboundCallParser.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
