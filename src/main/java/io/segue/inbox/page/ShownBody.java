package io.segue.inbox.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;

/** A delivery's body for a person's eyes: indented when it is whole, and never more than a page can bear. */
record ShownBody(String text, boolean isCut) {

    static final int MOST_BYTES = 64 * 1024;

    static ShownBody of(byte[] deflated, ObjectMapper json) {
        byte[] start = inflate(deflated);
        if (start.length > MOST_BYTES) {
            return new ShownBody(new String(start, 0, MOST_BYTES, StandardCharsets.UTF_8), true);
        }
        String text = new String(start, StandardCharsets.UTF_8);
        try {
            return new ShownBody(json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(text)), false);
        } catch (JsonProcessingException e) {
            return new ShownBody(text, false);
        }
    }

    /** One byte more than is shown, to know whether there is more; a huge body is never opened whole. */
    private static byte[] inflate(byte[] deflated) {
        try (InflaterInputStream body = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return body.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("Opening a delivery's stored body: expected zlib data", e);
        }
    }
}
