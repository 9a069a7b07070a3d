package io.segue.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.segue.inbox.PageHead;
import io.segue.inbox.PageHead.Kind;
import io.segue.inbox.UnreadablePageException;
import io.segue.segment.StagedChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeapPageReaderTest {

    private static final String SYNC = """
            {"id_token":"7a36ae58-c4b9-11eb-8529-0242ac130003","action_type":"segment.users.sync",\
            "customer_config":{"fields":[]},"data":{"segment":{"id":1338065,"name":"Free Customers"},\
            "sync_info":{"page_number":2,"total_pages":3,"sync_task_id":"afe74af0"}MEMBERS}}""";

    private final HeapPageReader reader = new HeapPageReader();

    @Test
    void readsWhatASyncSays() throws UnreadablePageException {
        PageHead head = head(sync(",\"remove\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"add\":[{\"id\":\"c\"}]"));

        assertThat(head)
                .isEqualTo(new PageHead(
                        Kind.SYNC,
                        "segment.users.sync",
                        Optional.of("7a36ae58-c4b9-11eb-8529-0242ac130003"),
                        Optional.of("1338065"),
                        Optional.of("Free Customers"),
                        Optional.of("afe74af0"),
                        2,
                        3,
                        1,
                        2,
                        0));
        assertThat(head.fault()).isEmpty();
    }

    @Test
    void readsASyncWithAddOnly() throws UnreadablePageException {
        String body = sync(",\"add\":[{\"id\":\"a\"},{\"id\":\"b\"}]");

        assertThat(head(body)).extracting(PageHead::adds, PageHead::removes).containsExactly(2, 0);
        assertThat(members(body)).containsExactly(added("a"), added("b"));
    }

    @Test
    void readsASyncWithRemoveOnly() throws UnreadablePageException {
        String body = sync(",\"remove\":[{\"id\":\"a\"}]");

        assertThat(head(body)).extracting(PageHead::adds, PageHead::removes).containsExactly(0, 1);
        assertThat(members(body)).containsExactly(removed("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"add\":null,\"remove\":null",
                ",\"add\":[],\"remove\":[]",
                ",\"add\":{},\"remove\":\"none\""
            })
    void takesASyncWithoutMembersAsAnEmptyPage(String members) throws UnreadablePageException {
        PageHead head = head(sync(members));

        assertThat(head)
                .extracting(PageHead::adds, PageHead::removes, PageHead::blanks)
                .containsExactly(0, 0, 0);
        assertThat(head.fault()).isEmpty();
        assertThat(members(sync(members))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "{}", "{\"fields\":[]}", "{\"fields\":[{\"value\":{\"id\":1}}]}", "[]", "\"\"", "1"})
    void takesAnyCustomerConfig(String config) throws UnreadablePageException {
        String body = sync(",\"add\":[{\"id\":\"a\"}]").replace("{\"fields\":[]}", config);

        assertThat(head(body).fault()).isEmpty();
        assertThat(members(body)).containsExactly(added("a"));
    }

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

    @Test
    void keepsASegmentIdThatIsTextOrALargeNumber() throws UnreadablePageException {
        assertThat(head(sync("").replace("1338065", "\"abc\"")).segmentId()).contains("abc");
        assertThat(head(sync("").replace("1338065", "9007199254740993")).segmentId())
                .contains("9007199254740993");
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
    void ignoresFieldsItDoesNotKnow() throws UnreadablePageException {
        String body = sync(",\"extra\":{\"add\":[{\"id\":\"x\"}]},\"add\":[{\"id\":\"a\"}],\"more\":[[1],{}]")
                .replaceFirst("\\{", "{\"version\":{\"data\":{\"add\":[{\"id\":\"y\"}]}},");

        assertThat(head(body).adds()).isEqualTo(1);
        assertThat(members(body)).containsExactly(added("a"));
    }

    @Test
    void givesMembersInTheOrderOfThePage() {
        assertThat(members(sync(",\"remove\":[{\"id\":\"a\"}],\"add\":[{\"id\":\"a\"},{\"id\":\"a\"}]")))
                .containsExactly(removed("a"), added("a"), added("a"));
    }

    @Test
    void readsADrain() throws UnreadablePageException {
        PageHead head =
                head("{\"action_type\":\"segment.users.drain\",\"data\":{\"segment\":{\"id\":5,\"name\":\"S\"}}}");

        assertThat(head.kind()).isEqualTo(Kind.DRAIN);
        assertThat(head.segmentId()).contains("5");
        assertThat(head.fault()).isEmpty();
    }

    @Test
    void tellsOfAnActionItDoesNotKnow() throws UnreadablePageException {
        PageHead head = head(sync("").replace("users.sync", "users.explode"));

        assertThat(head.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(head.fault()).hasValueSatisfying(fault -> assertThat(fault).contains("segment.users.explode"));
        assertThat(head("{}").kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(reader.kindOf("segment.users.sync")).isEqualTo(Kind.SYNC);
        assertThat(reader.kindOf("SEGMENT.USERS.SYNC")).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void tellsOfAMissingSegmentOrTask() throws UnreadablePageException {
        assertThat(head(sync("").replace("1338065", "null")).fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("data.segment.id"));
        assertThat(head(sync("").replace("\"afe74af0\"", "{}")).fault())
                .hasValueSatisfying(fault -> assertThat(fault).contains("data.sync_info.sync_task_id"));
        assertThat(head("{\"action_type\":\"segment.users.sync\",\"data\":null}")
                        .fault())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"x\"", "[]", "{}", "0", "-3", "true"})
    void takesAPageWithoutAUsableNumberAsTheFirst(String number) throws UnreadablePageException {
        assertThat(head(sync("").replace("\"page_number\":2", "\"page_number\":" + number))
                        .page())
                .isEqualTo(1);
    }

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

    private PageHead head(String body) throws UnreadablePageException {
        return reader.head(body.getBytes(StandardCharsets.UTF_8));
    }

    private List<StagedChange> members(String body) {
        List<StagedChange> members = new ArrayList<>();
        reader.members(body.getBytes(StandardCharsets.UTF_8), members::add);
        return members;
    }

    private void assertUnreadable(String body) {
        assertThatExceptionOfType(UnreadablePageException.class)
                .as(body.substring(0, Math.min(body.length(), 80)))
                .isThrownBy(() -> head(body));
    }

    private static String sync(String members) {
        return SYNC.replace("MEMBERS", members);
    }

    private static StagedChange added(String id) {
        return new StagedChange(id, true, Optional.empty());
    }

    private static StagedChange added(String id, String fields) {
        return new StagedChange(id, true, Optional.of(fields));
    }

    private static StagedChange removed(String id) {
        return new StagedChange(id, false, Optional.empty());
    }
}
