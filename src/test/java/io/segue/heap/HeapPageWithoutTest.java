package io.segue.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.inbox.PageReader.Forgotten;
import io.segue.inbox.PageReader.Rest;
import io.segue.segment.StagedChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A kept page without a person means for everybody else what it meant. */
class HeapPageWithoutTest {

    private static final String PAGE = """
            {"id_token":"7a36","action_type":"segment.users.sync","customer_config":{"fields":[]},
             "data":{"segment":{"id":1338065,"name":"Zürich – power users"},
             "sync_info":{"page_number":1,"total_pages":1,"sync_task_id":"t1"},
             "remove":[{"id":"ann"},{"id":"bob"}],
             "add":[{"id":"cid","plan":"free","score":1.5},{"id":42},{"id":"d\\u0061n","boss":"ann"},"odd"]}}""";

    private final HeapPageReader reader = new HeapPageReader();

    @Test
    void leavesAPersonOutOfBothLists() {
        String rest = without("ann", "42");

        assertThat(rest).doesNotContain("ann", "42");
        assertThat(members(rest)).containsExactly("bob out", "cid in {\"plan\":\"free\",\"score\":\"1.5\"}", "dan in");
    }

    @Test
    void knowsAPersonHoweverTheTextIsWritten() {
        assertThat(members(without("dan"))).noneMatch(member -> member.startsWith("dan"));
    }

    @Test
    void keepsWhatIsSaidBesideTheMembers() throws Exception {
        assertThat(reader.head(bytes(without("ann"))).segmentName()).contains("Zürich – power users");
        assertThat(reader.head(bytes(without("ann"))).taskId()).contains("t1");
        assertThat(reader.head(bytes(without("ann"))).blanks()).isEqualTo(1);
    }

    @Test
    void countsWhoWasLeftOut() {
        assertThat(rest("ann", "bob", "cid").orElseThrow().leftOut()).isEqualTo(3);
    }

    @Test
    void saysWhenThereIsNothingToTakeOut() {
        assertThat(rest("eve")).isEmpty();
    }

    private String without(String... values) {
        return new String(rest(values).orElseThrow().body(), StandardCharsets.UTF_8);
    }

    private Optional<Rest> rest(String... values) {
        Set<String> erased = Set.of(values);
        return reader.without(
                bytes(PAGE), Forgotten.of(member -> erased.contains(member.memberId()), erased::contains));
    }

    private List<String> members(String body) {
        List<StagedChange> found = new ArrayList<>();
        reader.members(bytes(body), found::add);
        return found.stream()
                .map(member -> member.memberId()
                        + (member.present() ? " in" : " out")
                        + member.fields().map(fields -> " " + fields).orElse(""))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
