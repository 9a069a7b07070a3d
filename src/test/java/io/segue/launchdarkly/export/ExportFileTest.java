package io.segue.launchdarkly.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** LaunchDarkly does not say what its exports look like: whatever they may be is read. */
class ExportFileTest {

    @Test
    void readsOneKeyALine() throws IOException {
        assertThat(keys("ann\nbob\r\n\ncid")).containsExactly("ann", "bob", "cid");
    }

    @Test
    void readsTheFirstColumnOfATable() throws IOException {
        assertThat(keys("ann,2026,x\n\"b,o\"\"b\",2026,y\n")).containsExactly("ann", "b,o\"b");
    }

    @Test
    void readsTheColumnThatTheHeadNames() throws IOException {
        assertThat(keys("Name,Context Key,Excluded\nAnn,ann,false\nBob,bob,true\n"))
                .containsExactly("ann");
    }

    @Test
    void skipsTheMarkOfTheByteOrder() throws IOException {
        assertThat(keys("\uFEFFkey\nann\n")).containsExactly("ann");
    }

    @Test
    void readsAListOfTexts() throws IOException {
        assertThat(keys(" [\"ann\", \"bob\"] ")).containsExactly("ann", "bob");
    }

    @Test
    void readsWhoIsIncludedAndNotWhoIsExcludedNorTags() throws IOException {
        assertThat(keys("""
                {"id": "export-1", "tags": ["vip"], "included": ["ann", "bob"], "excluded": ["cid"]}""")).containsExactly("ann", "bob");
    }

    @Test
    void readsObjectsByTheirBestKey() throws IOException {
        assertThat(keys("""
                {"items": [{"id": "1", "contextKey": "ann"}, {"key": "bob", "included": false}, {"user_key": "cid"}]}""")).containsExactly("ann", "cid");
    }

    @Test
    void readsOneObjectALine() throws IOException {
        assertThat(keys("{\"key\": \"ann\"}\n{\"key\": \"bob\", \"excluded\": true}\n{\"key\": \"cid\"}\n"))
                .containsExactly("ann", "cid");
    }

    @Test
    void unpacksWhatIsCompressed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("ann\nbob\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(keys(packed.toByteArray())).containsExactly("ann", "bob");
    }

    @Test
    void findsNobodyInAnEmptyFile() throws IOException {
        assertThat(keys("")).isEmpty();
        assertThat(keys("\n\n")).isEmpty();
    }

    private static List<String> keys(String text) throws IOException {
        return keys(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> keys(byte[] file) throws IOException {
        List<String> keys = new ArrayList<>();
        new ExportFile(keys::add).read(new ByteArrayInputStream(file));
        return keys;
    }
}
