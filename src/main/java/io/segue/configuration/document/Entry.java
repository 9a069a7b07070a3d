package io.segue.configuration.document;

import java.util.List;
import java.util.Map;

/** What a document says in one place. */
sealed interface Entry {

    Spot at();

    /** In words, for a message: what came instead of what was expected. */
    String kind();

    /** Names with what they stand for. */
    record Mapping(Spot at, Map<String, Entry> fields) implements Entry {

        @Override
        public String kind() {
            return "names with values";
        }
    }

    /** One after the other. */
    record Sequence(Spot at, List<Entry> items) implements Entry {

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** What a single value looks like. */
    enum Form {
        TEXT,
        NUMBER,
        TRUTH,
        NOTHING
    }

    /** A single value as it is written. */
    record Scalar(Spot at, Form form, String text) implements Entry {

        @Override
        public String kind() {
            return switch (form) {
                case TEXT -> Spot.shown(text);
                case NUMBER -> "the number " + text;
                case TRUTH -> text;
                case NOTHING -> "nothing";
            };
        }
    }
}
