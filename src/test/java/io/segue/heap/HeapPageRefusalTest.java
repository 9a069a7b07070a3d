package io.segue.heap;

import static io.segue.heap.TestingPages.head;
import static io.segue.heap.TestingPages.sync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.segue.inbox.PageHead.Kind;
import io.segue.inbox.UnreadablePageException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no page at all. */
class HeapPageRefusalTest {

    private final HeapPageReader reader = new HeapPageReader();

    @Test
    void refusesHalfASurrogatePairInTheBytes() {
        byte[] body = sync(",\"add\":[{\"id\":\"???\"}]").getBytes(StandardCharsets.UTF_8);
        int at = new String(body, StandardCharsets.UTF_8).indexOf('?');
        body[at] = (byte) 0xED;
        body[at + 1] = (byte) 0xA0;
        body[at + 2] = (byte) 0x80;

        assertThatExceptionOfType(UnreadablePageException.class).isThrownBy(() -> reader.head(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "[{}]",
                "\"{}\"",
                "1",
                "null",
                "{",
                "{\"a\":1",
                "{\"a\":[1}",
                "{}{}",
                "{} x",
                "{},",
                "{}]",
                "000{}",
                "1{}",
                "{\"a\":1,\"a\":2}",
                "{\"data\":{\"add\":[{\"id\":\"a\",\"id\":\"b\"}]}}",
                "{\"x\":{\"y\":[{\"a\":1,\"a\":1}]}}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1,}",
                "{\"a\":\"\t\"}",
                "/* c */{}",
                "not json"
            })
    void refusesABodyThatIsNotExactlyOneObject(String body) {
        assertUnreadable(body);
    }

    @Test
    void refusesAPageThatIsCutAnywhere() {
        String body = sync(",\"add\":[{\"id\":\"a\",\"n\":1}],\"remove\":[{\"id\":\"b\"}]");

        for (int length = 0; length < body.length(); length++) {
            assertUnreadable(body.substring(0, length));
        }
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] body = sync(",\"add\":[{\"id\":\"?\"}]").getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xFF;

        assertThatExceptionOfType(UnreadablePageException.class).isThrownBy(() -> reader.head(body));
    }

    @Test
    void refusesAPageThatNestsTooDeep() throws UnreadablePageException {
        for (int depth : new int[] {60, 1_000, 1_000_000}) {
            assertUnreadable("{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
            assertUnreadable("{\"x\":".repeat(depth) + "1" + "}".repeat(depth));
            assertUnreadable("[".repeat(depth));
        }
        assertThat(head("{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}").kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void tellsNothingOfTheBodyWhenItRefusesIt() {
        assertThatExceptionOfType(UnreadablePageException.class)
                .isThrownBy(() -> head("{\"id_token\":\"canary\" canary"))
                .withMessageStartingWith("Reading the body: expected one JSON object")
                .withMessageNotContaining("canary");
    }

    private static void assertUnreadable(String body) {
        assertThatExceptionOfType(UnreadablePageException.class)
                .as(body.substring(0, Math.min(body.length(), 80)))
                .isThrownBy(() -> head(body));
    }
}
