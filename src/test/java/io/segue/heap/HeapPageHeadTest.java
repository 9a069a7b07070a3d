package io.segue.heap;

import static io.segue.heap.TestingPages.added;
import static io.segue.heap.TestingPages.head;
import static io.segue.heap.TestingPages.members;
import static io.segue.heap.TestingPages.removed;
import static io.segue.heap.TestingPages.sync;
import static org.assertj.core.api.Assertions.assertThat;

import io.segue.inbox.PageHead;
import io.segue.inbox.PageHead.Kind;
import io.segue.inbox.UnreadablePageException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page says besides its members. */
class HeapPageHeadTest {

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

    @Test
    void keepsASegmentIdThatIsTextOrALargeNumber() throws UnreadablePageException {
        assertThat(head(sync("").replace("1338065", "\"abc\"")).segmentId()).contains("abc");
        assertThat(head(sync("").replace("1338065", "9007199254740993")).segmentId())
                .contains("9007199254740993");
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
    @ValueSource(strings = {"null", "\"x\"", "[]", "{}", "-3", "true", "false", "99999999999999999999"})
    void takesAPageWithoutAUsableNumberAsTheFirst(String number) throws UnreadablePageException {
        assertThat(head(sync("").replace("\"page_number\":2", "\"page_number\":" + number))
                        .page())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"0\""})
    void keepsTheFirstPageOfASenderThatCountsFromZero(String number) throws UnreadablePageException {
        assertThat(head(sync("").replace("\"page_number\":2", "\"page_number\":" + number))
                        .page())
                .isZero();
        assertThat(head(sync("").replace("\"total_pages\":3", "\"total_pages\":" + number))
                        .totalPages())
                .isEqualTo(1);
    }

    @Test
    void ignoresFieldsItDoesNotKnow() throws UnreadablePageException {
        String body = sync(",\"extra\":{\"add\":[{\"id\":\"x\"}]},\"add\":[{\"id\":\"a\"}],\"more\":[[1],{}]")
                .replaceFirst("\\{", "{\"version\":{\"data\":{\"add\":[{\"id\":\"y\"}]}},");

        assertThat(head(body).adds()).isEqualTo(1);
        assertThat(members(body)).containsExactly(added("a"));
    }
}
