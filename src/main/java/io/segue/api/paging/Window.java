package io.segue.api.paging;

import io.segue.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which piece of a list is asked for. */
public record Window(String kind, Optional<Cursor> after, int limit) {

    /** So many items are answered at most. */
    public static final int MOST = 500;

    /** What a list answers that is not asked for a number. */
    public static final String USUAL = "100";

    /** The same, of lists that were always answered whole. */
    public static final String LARGE = "500";

    private static final int WHOLE = 1;

    /** @param parts how many values the order of the list goes by */
    public static Window of(String kind, int parts, String cursor, int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.badRequest(
                    "Reading a list: expected a limit from 1 to " + MOST + ", got " + limit + ".");
        }
        return new Window(kind, Cursor.read(kind, parts, cursor), limit);
    }

    /** Of a list that is short enough to be read whole, and then cut. */
    public static Window ofWhole(String kind, String cursor, int limit) {
        return of(kind, WHOLE, cursor, limit);
    }

    /** So many are to be read: the one above the limit tells that there are more. */
    public int toRead() {
        return limit + 1;
    }

    /** Cuts what was read in the list's order, behind the cursor. */
    public <T> Piece<T> piece(List<T> read, Function<T, Cursor> at) {
        boolean isMore = read.size() > limit;
        List<T> items = isMore ? read.subList(0, limit) : read;
        return new Piece<>(items, isMore ? Optional.of(at.apply(items.get(limit - 1))) : Optional.empty());
    }

    /** Cuts a whole list. */
    public <T> Piece<T> pieceOfWhole(List<T> all) {
        int from = (int) Math.max(
                0, Math.min(all.size(), after.map(cursor -> cursor.number(0)).orElse(0L)));
        int to = Math.min(all.size(), from + limit);
        return new Piece<>(
                all.subList(from, to), to < all.size() ? Optional.of(Cursor.of(kind, to)) : Optional.empty());
    }
}
