package io.segue.inbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class ShownBodyTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void indentsJson() throws IOException {
        ShownBody shown = ShownBody.of(deflated("{\"a\":[1]}"), json);

        assertThat(shown.text()).contains("\"a\" : [ 1 ]").contains("\n");
        assertThat(shown.isCut()).isFalse();
    }

    @Test
    void showsWhatIsNoJsonAsItIs() throws IOException {
        assertThat(ShownBody.of(deflated("{oops"), json).text()).isEqualTo("{oops");
    }

    @Test
    void cutsWhatIsTooLongForAPage() throws IOException {
        ShownBody shown = ShownBody.of(deflated("x".repeat(ShownBody.MOST_BYTES + 1)), json);

        assertThat(shown.text()).hasSize(ShownBody.MOST_BYTES);
        assertThat(shown.isCut()).isTrue();
    }

    static byte[] deflated(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
