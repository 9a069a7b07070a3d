package io.segue.heap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.segue.inbox.PageHead;
import io.segue.inbox.PageHead.Kind;
import io.segue.inbox.PageReader;
import io.segue.inbox.UnreadablePageException;
import io.segue.segment.StagedChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Heap's payload, read as a stream: {@code segment.users.sync} and {@code segment.users.drain}. Lenient where Heap's
 * documents leave room (missing arrays, empty customer_config, unknown fields), strict where it protects: exactly one
 * JSON object, no name twice.
 */
@ApplicationScoped
class HeapPageReader implements PageReader {

    private static final JsonFactory STRICT = factory(true);
    private static final JsonFactory AGAIN = factory(false);

    private static JsonFactory factory(boolean strict) {
        return JsonFactory.builder()
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(50)
                        .maxStringLength(1_000_000)
                        .build())
                .build();
    }

    @Override
    public PageHead head(byte[] body) throws UnreadablePageException {
        try (JsonParser parser = STRICT.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadablePageException("Reading the body: expected one JSON object");
            }
            HeapPage page = new HeapPage(member -> {});
            page.read(parser);
            if (parser.nextToken() != null) {
                throw new UnreadablePageException("Reading the body: expected nothing behind the JSON object");
            }
            return page.head();
        } catch (IOException e) {
            throw new UnreadablePageException("Reading the body: expected one JSON object, got something else");
        }
    }

    @Override
    public Kind kindOf(String action) {
        return HeapPage.kindOf(action);
    }

    @Override
    public Optional<Rest> without(byte[] body, Forgotten forgotten) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
        try (JsonParser parser = AGAIN.createParser(body);
                JsonGenerator generator = AGAIN.createGenerator(out)) {
            parser.nextToken();
            HeapPageCopy copy = new HeapPageCopy(parser, generator, forgotten);
            copy.write();
            generator.flush();
            return copy.isComplete() ? Optional.empty() : Optional.of(new Rest(out.toByteArray(), copy.leftOut()));
        } catch (IOException e) {
            throw new UncheckedIOException("Writing a stored delivery again failed", e);
        }
    }

    @Override
    public void members(byte[] body, Consumer<StagedChange> sink) {
        try (JsonParser parser = AGAIN.createParser(body)) {
            parser.nextToken();
            new HeapPage(sink).read(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading a stored delivery again failed", e);
        }
    }
}
