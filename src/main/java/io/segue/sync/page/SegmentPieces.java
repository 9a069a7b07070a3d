package io.segue.sync.page;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.SegmentSummary;
import io.segue.sync.page.SegmentQuery.Filter;
import io.segue.sync.page.SegmentQuery.Sort;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the list of segments piece by piece, in each order that the page knows. */
@ApplicationScoped
public class SegmentPieces {

    private final Database database;

    SegmentPieces(Database database) {
        this.database = database;
    }

    /**
     * What is asked for, in the words of the page's address.
     *
     * @param search what the name contains, or Heap's id of the segment
     * @param state one of the conditions of the list
     * @param sort one of its orders; a minus before it turns the order round
     */
    public record Asked(String search, String state, String sort) {

        public Asked {
            Filter.find(state)
                    .orElseThrow(() -> ProblemException.badRequest("Narrowing segments: expected as state one of "
                            + words(Arrays.stream(Filter.values()).map(Filter::word)) + ", got another."));
            Sort.find(plain(sort))
                    .orElseThrow(() -> ProblemException.badRequest("Sorting segments: expected as sort one of "
                            + words(Arrays.stream(Sort.values()).map(Sort::word))
                            + ", with a minus before it to turn the order round, got another."));
        }

        private static String words(Stream<String> all) {
            return all.collect(Collectors.joining(", "));
        }

        private static String plain(String sort) {
            return sort.startsWith("-") ? sort.substring(1) : sort;
        }

        private Filter filter() {
            return Filter.find(state).orElseThrow();
        }

        private Sort order() {
            return Sort.find(plain(sort)).orElseThrow();
        }

        private boolean isDescending() {
            return sort.startsWith("-");
        }

        /** Whether a place in this order is a text, not a number. */
        public boolean isByName() {
            return order() == Sort.NAME;
        }
    }

    /** A segment, and where it stands in the order that was asked for; empty for what has no such value and comes last. */
    public record Placed(SegmentSummary segment, String at) {}

    /** Where the piece before ended: the name or the number that the order goes by, empty when it had none. */
    public record Place(Optional<Object> value, long number) {}

    /** From behind a place on, or from the beginning. */
    public List<Placed> read(long tenant, Asked asked, int skip, Optional<Place> after, int most) {
        List<Object> values =
                new ArrayList<>(List.of(tenant, tenant, tenant, asked.search(), asked.search(), asked.search()));
        StringBuilder sql = new StringBuilder(SegmentListViews.KNOWN)
                .append("select *, ")
                .append(asked.order().place())
                .append(" as place_value from known where ")
                .append(asked.filter().condition());
        after.ifPresent(last -> behind(asked, last, sql, values));
        sql.append(" order by ")
                .append(SegmentQuery.order(asked.order(), asked.isDescending()))
                .append(" offset ? limit ?");
        values.addAll(List.of(skip, most));
        return database.inTenant(
                tenant,
                connection -> new Select(sql.toString(), values.toArray())
                        .list(
                                connection,
                                row -> new Placed(
                                        SegmentListViews.segment(row),
                                        Select.text(row, "place_value").orElse(""))));
    }

    /** How many segments fit the search, by the word of each condition. */
    public Map<String, Long> counts(long tenant, String search) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                SegmentListViews.KNOWN + "select " + SegmentListViews.counted() + " from known",
                                tenant,
                                tenant,
                                tenant,
                                search,
                                search,
                                search)
                        .first(connection, SegmentListViews::counts)
                        .orElseThrow());
    }

    private static void behind(Asked asked, Place last, StringBuilder sql, List<Object> values) {
        String place = asked.isByName() ? "lower(name)" : asked.order().place();
        if (last.value().isEmpty()) {
            sql.append(" and ").append(place).append(" is null and id > ?");
            values.add(last.number());
            return;
        }
        String given = asked.isByName() ? "lower(?)" : "?";
        sql.append(" and (%s %s %s or (%s = %s and id > ?) or %s is null)"
                .formatted(place, asked.isDescending() ? "<" : ">", given, place, given, place));
        Object value = last.value().get();
        values.addAll(List.of(value, value, last.number()));
    }
}
