package io.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.block.Blocks;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** How many deliveries one application takes is a matter of speed: what they say of members does not depend on it. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class MergedWordsTest {

    @Inject
    Database database;

    @Inject
    Blocks blocks;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    private long tenant;
    private long oneByOne;
    private long together;

    /** What one delivery says of one member. */
    private record Word(int task, StagedChange change) {

        static Word in(int task, String id, String email) {
            return new Word(task, new StagedChange(id, true, Optional.of("{\"email\":\"" + email + "\"}")));
        }

        static Word in(int task, String id) {
            return new Word(task, StagedChange.in(id));
        }

        static Word out(int task, String id) {
            return new Word(task, new StagedChange(id, false, Optional.empty()));
        }
    }

    @BeforeEach
    void makeTwoSegments() {
        tenant = tenants.enabled().id();
        oneByOne = segment("1");
        together = segment("2");
    }

    @Test
    void aLaterWordWithoutFieldsKeepsWhatWasToldOfThem() {
        apply(List.of(Word.in(1, "u", "a@b.test"), Word.in(2, "u")));

        assertThat(members(together)).containsExactly("u present a@b.test");
        assertThat(members(oneByOne)).isEqualTo(members(together));
    }

    @Test
    void whoLeavesAndComesBackWithoutFieldsHasTheKeyThatWasToldBefore() {
        apply(List.of(Word.in(1, "u", "a@b.test"), Word.out(2, "u")));
        apply(List.of(Word.in(3, "u")));

        assertThat(members(together)).containsExactly("u present a@b.test");
        assertThat(members(oneByOne)).isEqualTo(members(together));
    }

    @Test
    void aKeyThatIsLeftWhileItsMemberLeavesIsRemembered() {
        apply(List.of(Word.in(1, "u", "old@b.test")));
        apply(List.of(Word.in(2, "u", "new@b.test"), Word.out(3, "u")));

        assertThat(released(together)).containsExactly("old@b.test");
        assertThat(released(oneByOne)).isEqualTo(released(together));
    }

    /** A person who rejects their removal says nothing of their fields. */
    @Test
    void whoStaysByAPersonsWordHasTheKeyThatHeapToldLate() {
        apply(List.of(Word.in(1, "u", "old@b.test"), Word.in(1, "v", "old@b.test")));
        apply(List.of(Word.out(2, "u"), Word.out(2, "v")));
        apply(List.of(Word.in(9, "u"), Word.in(9, "v")));

        apply(List.of(Word.in(8, "u", "new@b.test"), Word.in(7, "v", "new@b.test"), Word.out(8, "v")));

        assertThat(members(together)).containsExactly("u present new@b.test", "v present new@b.test");
        assertThat(members(oneByOne)).isEqualTo(members(together));
        assertThat(released(together)).containsExactly("old@b.test", "old@b.test");
    }

    @Test
    void aFieldOfBlanksIsNoKey() {
        apply(List.of(Word.in(1, "u", "\\t \\u2003")));

        assertThat(members(together)).containsExactly("u present null");
    }

    @RepeatedTest(10)
    void anyWordsSayTheSameTogetherAndOneByOne() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            List<Word> words = new ArrayList<>();
            for (int n = 0; n < 6; n++) {
                String id = "u" + random.nextInt(3);
                int task = round * 6 + n;
                words.add(
                        switch (random.nextInt(3)) {
                            case 0 -> Word.in(task, id);
                            case 1 -> Word.out(task, id);
                            default -> Word.in(task, id, "mail" + random.nextInt(3));
                        });
            }
            apply(words);

            assertThat(members(together)).as("seed %d", seed).isEqualTo(members(oneByOne));
        }
    }

    private void apply(List<Word> words) {
        words.forEach(word -> apply(oneByOne, List.of(word)));
        apply(together, words);
    }

    private void apply(long segment, List<Word> words) {
        database.doInTenant(tenant, connection -> {
            try (SegmentChange change = SegmentChange.begin(connection, tenant, segment, blocks)) {
                for (Word word : words) {
                    int ordinal = change.beginDelivery(SegmentChange.NO_DELIVERY);
                    change.stage(word.change(), ordinal, word.task());
                    change.endDelivery();
                }
                change.finish();
            }
        });
    }

    private long segment(String heapId) {
        long segment = rows.segment(tenant, heapId, "Any", 0);
        rows.keyField(tenant, segment, "email");
        return segment;
    }

    private List<String> members(long segment) {
        return texts("""
                select member_id || case when present then ' present ' else ' absent ' end || coalesce(key, 'null')
                  from segment_member where tenant_id = ? and segment_id = ? order by member_id""", segment);
    }

    private List<String> released(long segment) {
        return texts("select key from released_key where tenant_id = ? and segment_id = ? order by seq", segment);
    }

    private List<String> texts(String sql, long segment) {
        return database.inTenant(
                tenant, connection -> new Select(sql, tenant, segment).list(connection, row -> row.getString(1)));
    }
}
