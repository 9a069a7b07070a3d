package io.segue.configuration.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.segue.configuration.document.Entry.Form;
import io.segue.configuration.document.Entry.Mapping;
import io.segue.configuration.document.Entry.Scalar;
import io.segue.configuration.document.Entry.Sequence;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads YAML, or JSON, into entries. Only names, lists and single values: no tag makes an object of anything, and an alias
 * is refused, so a document is never larger than it looks.
 */
final class DocumentReader {

    static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final int DEEPEST = 20;
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxDocumentLength(MOST_BYTES)
            .maxNumberLength(20)
            .build();
    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(BOUNDS).build();
    private static final JsonFactory YAML = YAMLFactory.builder()
            .loaderOptions(yamlBounds())
            .streamReadConstraints(BOUNDS)
            .build();

    private DocumentReader() {}

    static Entry read(byte[] document, boolean isJson) {
        if (document.length > MOST_BYTES) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    413,
                    "Too large",
                    "Reading the configuration: expected at most " + MOST_BYTES + " bytes, got " + document.length
                            + ". What a document does not name is left alone: send it in parts.");
        }
        try (JsonParser parser = (isJson ? JSON : YAML).createParser(text(document))) {
            if (parser.nextToken() == null) {
                throw new Spot(1, "").refuse("expected a configuration, got nothing.");
            }
            Entry root = entry(parser, new Spot(line(parser), ""));
            if (parser.nextToken() != null) {
                throw new Spot(line(parser), "").refuse("expected one document, here begins a second one.");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw unreadable(e, e.getLocation() == null ? 1 : e.getLocation().getLineNr(), isJson);
        } catch (IOException | YAMLException e) {
            throw unreadable(e, 1, isJson);
        }
    }

    private static Entry entry(JsonParser parser, Spot at) throws IOException {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw at.refuse("expected a value, got an alias (*). Write the value out.");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, at);
            case START_ARRAY -> sequence(parser, at);
            case VALUE_STRING -> new Scalar(at, Form.TEXT, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(at, Form.NUMBER, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> truth(parser.getText(), at);
            case VALUE_NULL -> new Scalar(at, Form.NOTHING, "");
            default -> throw at.refuse("expected names, a list or a single value, got something else.");
        };
    }

    /** To YAML 1.1, off and yes are truths; to people who write a mode they are words. */
    private static Entry truth(String text, Spot at) {
        boolean isTruth = text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
        return new Scalar(at, isTruth ? Form.TRUTH : Form.TEXT, text);
    }

    private static Entry mapping(JsonParser parser, Spot at) throws IOException {
        Map<String, Entry> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Spot spot = at.field(line(parser), Spot.shownName(name));
            if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                throw spot.refuse("expected a name, got an alias (*). Write the name out.");
            }
            parser.nextToken();
            if (fields.put(name, entry(parser, spot)) != null) {
                throw spot.refuse("expected each name once, this one stands here a second time.");
            }
        }
        return new Mapping(at, fields);
    }

    private static Entry sequence(JsonParser parser, Spot at) throws IOException {
        List<Entry> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(entry(parser, at.item(line(parser), items.size())));
        }
        return new Sequence(at, items);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static String text(byte[] document) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(document))
                .toString();
    }

    /** The parsers' own messages repeat the document, in which something secret may have gone astray. */
    private static ProblemException unreadable(Exception e, int line, boolean isJson) {
        if (e instanceof CharacterCodingException) {
            return ProblemException.badRequest("Reading the configuration: expected UTF-8, got other bytes.");
        }
        return new Spot(Math.max(1, line), "")
                .refuse(
                        "expected " + (isJson ? "JSON" : "YAML") + " of at most " + DEEPEST
                                + " levels, this cannot be read as such. Look at the indentation, quotes and brackets up to here.");
    }

    private static LoaderOptions yamlBounds() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_BYTES);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        return options;
    }
}
