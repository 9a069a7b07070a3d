package io.segue.inbox.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;

/**
 * A delivery's body for a person's eyes: one member a line, searched in full, and never more than a page can bear.
 *
 * @param all how many lines there are
 * @param found how many of them have what is sought
 * @param isWhole whether it could be read to its end
 */
record ShownBody(String sought, List<Line> lines, int all, int found, boolean isWhole) {

    static final int MOST_LINES = 1_000;
    static final int LONGEST_LINE = 2_000;

    private static final String STEP = "  ";

    ShownBody {
        lines = List.copyOf(lines);
    }

    /** One line in three parts, the middle one being what is sought: empty when nothing is. */
    record Line(int number, String before, String match, String after) {}

    static ShownBody of(byte[] deflated, String sought, ObjectMapper json) {
        Lines lines = new Lines(sought, json);
        boolean isWhole = true;
        try (JsonParser parser = json.createParser(new InflaterInputStream(new ByteArrayInputStream(deflated)))) {
            parser.nextToken();
            lines.value(parser, "", "");
        } catch (IOException e) {
            // What was read until then is shown.
            isWhole = false;
        }
        lines.end();
        return new ShownBody(sought, lines.shown, lines.all, lines.found, isWhole);
    }

    public boolean isCut() {
        return lines.size() < found;
    }

    /** Writes objects out over lines, and each element of a list on a line of its own. */
    private static class Lines {

        private final Pattern sought;
        private final ObjectMapper json;
        private final List<Line> shown = new ArrayList<>();
        /** A comma may come behind it, once it is known that something follows. */
        private String last = "";

        private int all;
        private int found;

        Lines(String sought, ObjectMapper json) {
            this.sought = Pattern.compile(Pattern.quote(sought), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            this.json = json;
        }

        void value(JsonParser parser, String indent, String start) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_OBJECT) {
                line(indent + start + "{");
                for (boolean isFirst = true; parser.nextToken() != JsonToken.END_OBJECT; isFirst = false) {
                    comma(isFirst);
                    String name = TextNode.valueOf(parser.currentName()) + ": ";
                    parser.nextToken();
                    value(parser, indent + STEP, name);
                }
                line(indent + "}");
            } else if (token == JsonToken.START_ARRAY) {
                line(indent + start + "[");
                for (boolean isFirst = true; parser.nextToken() != JsonToken.END_ARRAY; isFirst = false) {
                    comma(isFirst);
                    line(indent + STEP + json.readTree(parser));
                }
                line(indent + "]");
            } else {
                line(indent + start + json.readTree(parser));
            }
        }

        void end() {
            if (all > 0) {
                take();
            }
        }

        private void comma(boolean isFirst) {
            last += isFirst ? "" : ",";
        }

        private void line(String text) {
            end();
            all++;
            last = text;
        }

        private void take() {
            Matcher match = sought.matcher(last);
            if (match.find()) {
                found++;
                if (shown.size() < MOST_LINES) {
                    shown.add(new Line(
                            all,
                            shortened(last.substring(0, match.start())),
                            match.group(),
                            shortened(last.substring(match.end()))));
                }
            }
        }

        private static String shortened(String text) {
            return text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "…";
        }
    }
}
