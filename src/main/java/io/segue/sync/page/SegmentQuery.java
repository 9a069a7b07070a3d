package io.segue.sync.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What of the list of segments is asked for, as its address says it; whatever makes no sense there is left out. */
record SegmentQuery(String search, Filter filter, Sort sort, boolean isDescending, int page) {

    static final int PAGE = 50;

    private static final int LAST_PAGE = 100_000;
    private static final int LONGEST = 200;

    /** A time to the microsecond, which is as finely as PostgreSQL keeps it. */
    private static final String MICROS = "(extract(epoch from %s) * 1000000)::bigint";

    /** Segments in one condition; the condition is over what {@link SegmentListViews} knows of each. */
    enum Filter {
        ALL("All", "true"),
        ON("On", "is_on"),
        ATTENTION("Needs attention", "needs_attention"),
        FIRST("First sync to come", "waits_for_first"),
        PAUSED("Paused", "is_paused"),
        OFF("Off", "not is_on");

        private final String words;
        private final String condition;

        Filter(String words, String condition) {
            this.words = words;
            this.condition = condition;
        }

        public String words() {
            return words;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String condition() {
            return condition;
        }

        static Optional<Filter> find(String word) {
            return Arrays.stream(values())
                    .filter(filter -> filter.word().equals(word))
                    .findFirst();
        }
    }

    /** What the list can be ordered by. */
    enum Sort {
        NAME("lower(name)", "name"),
        MEMBERS("member_count", "member_count"),
        HEARD("heard_at", MICROS.formatted("heard_at")),
        NEXT("next_run_at", MICROS.formatted("next_run_at"));

        private final String column;
        private final String place;

        Sort(String column, String place) {
            this.column = column;
            this.place = place;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Where a segment stands in this order, as a text or a whole number. */
        String place() {
            return place;
        }

        static Optional<Sort> find(String word) {
            return Arrays.stream(values())
                    .filter(sort -> sort.word().equals(word))
                    .findFirst();
        }
    }

    static SegmentQuery of(String search, String state, String sort, int page) {
        String by = sort.startsWith("-") ? sort.substring(1) : sort;
        String text = search.strip();
        return new SegmentQuery(
                text.substring(0, Math.min(LONGEST, text.length())),
                Filter.find(state).orElse(Filter.ALL),
                Sort.find(by).orElse(Sort.NAME),
                sort.startsWith("-"),
                Math.min(Math.max(1, page), LAST_PAGE));
    }

    String order() {
        return order(sort, isDescending);
    }

    static String order(Sort sort, boolean isDescending) {
        return sort.column + (isDescending ? " desc" : "") + " nulls last, id";
    }

    int skip() {
        return (page - 1) * PAGE;
    }

    public List<Filter> filters() {
        return List.of(Filter.values());
    }

    /** The address of the same list under another condition, from its first page. */
    public String filteredBy(Filter other) {
        return query(search, other, sort, isDescending, 1);
    }

    /** The same list in this order; a second time, the other way round. Sizes begin with the largest, and what was heard with the latest. */
    public String sortedBy(String column) {
        Sort by = Sort.valueOf(column.toUpperCase(Locale.ROOT));
        return query(search, filter, by, by == sort ? !isDescending : by == Sort.MEMBERS || by == Sort.HEARD, 1);
    }

    public String atPage(int other) {
        return query(search, filter, sort, isDescending, other);
    }

    /** For the head of a column: ascending, descending or none, as assistive technology has it. */
    public String ariaSort(String column) {
        return sort.word().equals(column) ? (isDescending ? "descending" : "ascending") : "none";
    }

    public String sortWord() {
        return (isDescending ? "-" : "") + sort.word();
    }

    public boolean isNarrowed() {
        return !search.isEmpty() || filter != Filter.ALL;
    }

    private static String query(String search, Filter filter, Sort sort, boolean isDescending, int page) {
        return "?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8)
                + "&state=" + filter.word()
                + "&sort=" + (isDescending ? "-" : "") + sort.word()
                + (page > 1 ? "&page=" + page : "");
    }
}
