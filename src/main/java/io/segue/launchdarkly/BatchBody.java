package io.segue.launchdarkly;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.segue.sync.Batch;
import io.segue.sync.TargetSegment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/**
 * The body that LaunchDarkly's manifest for Heap reads: its pointers, both arrays always, ids as strings, nothing more.
 * A million members pass through here, so the bytes are written straight out.
 *
 * @see <a href="https://launchdarkly.com/docs/guides/integrations/build-synced-segments">LaunchDarkly's guide</a>
 */
class BatchBody extends ByteArrayOutputStream {

    /** Without the feature a letter beyond the basic plane would be twelve bytes. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final SerializedString ID = new SerializedString("id");
    private static final int FRAME_BYTES = 512;
    private static final int MEMBER_BYTES = 10;

    private BatchBody(int size) {
        super(size);
    }

    static BodyPublisher of(TargetSegment segment, Batch batch) {
        BatchBody body = new BatchBody(FRAME_BYTES + size(batch.adds()) + size(batch.removes()));
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeObjectFieldStart("parameters");
            json.writeStringField("environment_id", segment.clientSideId());
            json.writeEndObject();
            json.writeObjectFieldStart("heap");
            json.writeObjectFieldStart("data");
            json.writeObjectFieldStart("segment");
            json.writeStringField("id", segment.heapId());
            json.writeStringField("name", segment.name());
            json.writeEndObject();
            writeMembers(json, "add", batch.adds());
            writeMembers(json, "remove", batch.removes());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing a batch to memory failed", e);
        }
        return BodyPublishers.ofByteArray(body.buf, 0, body.count);
    }

    private static void writeMembers(JsonGenerator json, String field, List<String> keys) throws IOException {
        json.writeArrayFieldStart(field);
        for (String key : keys) {
            json.writeStartObject();
            json.writeFieldName(ID);
            json.writeString(key);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static int size(List<String> keys) {
        int size = 0;
        for (String key : keys) {
            size += key.length() + MEMBER_BYTES;
        }
        return size;
    }
}
