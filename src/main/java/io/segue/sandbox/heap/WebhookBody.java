package io.segue.sandbox.heap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes calls as Heap's webhook_spec.yaml describes them; a list without anybody is left out, as in its examples. */
final class WebhookBody {

    private static final JsonFactory FACTORY = new JsonFactory();

    private WebhookBody() {}

    static byte[] of(HeapAccount account, SyncPage page) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id_token", account.idToken());
            json.writeStringField("action_type", "segment.users.sync");
            json.writeObjectFieldStart("customer_config");
            json.writeArrayFieldStart("fields");
            json.writeEndArray();
            json.writeEndObject();
            json.writeObjectFieldStart("data");
            json.writeObjectFieldStart("segment");
            json.writeNumberField("id", page.segmentId());
            json.writeStringField("name", page.segmentName());
            json.writeEndObject();
            json.writeObjectFieldStart("sync_info");
            json.writeNumberField("page_number", page.number());
            json.writeNumberField("total_pages", page.of());
            json.writeStringField("sync_task_id", page.taskId());
            json.writeEndObject();
            people(json, "remove", page.people().remove());
            people(json, "add", page.people().add());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void people(JsonGenerator json, String field, List<Person> people) throws IOException {
        if (people.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(field);
        for (Person person : people) {
            json.writeStartObject();
            json.writeStringField("id", person.id());
            for (Map.Entry<String, String> entry : new TreeMap<>(person.fields()).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
