package io.segue.api.paging;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Some items of a list, and where it goes on behind them. */
public record Piece<T>(List<T> items, Optional<Cursor> after) {

    public Piece {
        items = List.copyOf(items);
    }

    public <R> List<R> items(Function<T, R> shown) {
        return items.stream().map(shown).toList();
    }

    public @Nullable String next() {
        return after.map(Cursor::text).orElse(null);
    }
}
