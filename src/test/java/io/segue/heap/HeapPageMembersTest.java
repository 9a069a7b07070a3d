package io.segue.heap;

import static io.segue.heap.TestingPages.added;
import static io.segue.heap.TestingPages.head;
import static io.segue.heap.TestingPages.members;
import static io.segue.heap.TestingPages.removed;
import static io.segue.heap.TestingPages.sync;
import static org.assertj.core.api.Assertions.assertThat;

import io.segue.inbox.PageHead;
import io.segue.inbox.UnreadablePageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a page names, and which of them can be used. */
class HeapPageMembersTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-7, -7",
        "1.0, 1.0",
        "1.50, 1.50",
        "1E5, 1E5",
        "9007199254740993, 9007199254740993",
        "123456789012345678901234567890, 123456789012345678901234567890"
    })
    void keepsANumberAsItIsWritten(String written, String id) {
        assertThat(members(sync(",\"add\":[{\"id\":" + written + "}]"))).containsExactly(added(id));
        assertThat(members(sync(",\"remove\":[{\"id\":" + written + "}]"))).containsExactly(removed(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"\"}",
                "{\"id\":\"  \"}",
                "{\"id\":null}",
                "{}",
                "{\"email\":\"a@b.c\"}",
                "{\"id\":{\"id\":\"x\"}}",
                "{\"id\":[\"x\"]}",
                "{\"user\":{\"id\":\"x\"}}",
                "\"x\"",
                "1",
                "null",
                "[\"x\"]"
            })
    void countsAnItemWithoutAUsableIdAndKeepsTheOthers(String item) throws UnreadablePageException {
        String body = sync(",\"add\":[{\"id\":\"a\"}," + item + ",{\"id\":\"b\"}],\"remove\":[" + item + "]");

        assertThat(head(body))
                .extracting(PageHead::adds, PageHead::removes, PageHead::blanks)
                .containsExactly(2, 0, 2);
        assertThat(members(body)).containsExactly(added("a"), added("b"));
    }

    @Test
    void keepsIdsExactlyAsTheyAre() {
        assertThat(members(sync(",\"add\":[{\"id\":\" Ünï \\u00fc😀\\ud83d\\ude00\\/ \"}]")))
                .containsExactly(added(" Ünï ü😀😀/ "));
    }

    @Test
    void takesAnIdOf512CharactersAndNoLongerOne() throws UnreadablePageException {
        String longest = "x".repeat(512);
        String body = sync(",\"add\":[{\"id\":\"" + longest + "\"},{\"id\":\"" + longest + "x\"}]");

        assertThat(members(body)).containsExactly(added(longest));
        assertThat(head(body).blanks()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\u0000b",
                "\\u0000",
                "\\ud83d",
                "\\ude00",
                "a\\ud83dz",
                "\\ude00\\ud83d",
                "\\ud83d\\ud83d\\ude00"
            })
    void countsAnIdThatNoDatabaseHolds(String id) throws UnreadablePageException {
        String body = sync(",\"add\":[{\"id\":\"" + id + "\"},{\"id\":\"a\"}]");

        assertThat(head(body)).extracting(PageHead::adds, PageHead::blanks).containsExactly(1, 1);
        assertThat(members(body)).containsExactly(added("a"));
    }

    @Test
    void leavesOutFieldsThatNoDatabaseHolds() {
        String item = "{\"id\":\"a\",\"nul\":\"\\u0000\",\"half\":\"\\ud83d\",\"\\u0000\":\"name\",\"long\":\""
                + "x".repeat(1025) + "\",\"plan\":\"pro\"}";

        assertThat(members(sync(",\"add\":[" + item + "]"))).containsExactly(added("a", "{\"plan\":\"pro\"}"));
    }

    @Test
    void keepsTheOtherFieldsOfAddedMembersAsJson() {
        String item =
                "{\"email\":\"a\\\"b@c.d\",\"id\":\"a\",\"age\":1.0,\"vip\":true,\"gone\":null,\"deep\":{\"id\":\"x\"},"
                        + "\"list\":[1]}";

        assertThat(members(sync(",\"add\":[" + item + "],\"remove\":[" + item + "]")))
                .containsExactly(
                        added("a", "{\"email\":\"a\\\"b@c.d\",\"age\":\"1.0\",\"vip\":\"true\"}"), removed("a"));
    }

    @Test
    void givesMembersInTheOrderOfThePage() {
        assertThat(members(sync(",\"remove\":[{\"id\":\"a\"}],\"add\":[{\"id\":\"a\"},{\"id\":\"a\"}]")))
                .containsExactly(removed("a"), added("a"), added("a"));
    }
}
