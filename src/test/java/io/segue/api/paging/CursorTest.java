package io.segue.api.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.web.ProblemException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list is read piece by piece, each item once, whatever its order goes by. */
class CursorTest {

    @Test
    void keepsItsPlaceWhateverSignsItHas() {
        Cursor cursor = Cursor.of("segments", "Café ~ ☕ \n \"x\" %2F", 42);

        assertThat(Cursor.read("segments", 2, cursor.text())).contains(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void isNoneInTheBeginning() {
        assertThat(Cursor.read("segments", 2, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "?", "segments", "c2VnbWVudHM", "\u0000", "c2VnbWVudHN-JQ"})
    void isRefusedWhenItIsNoneOfOurs(String text) {
        assertThatThrownBy(() -> Cursor.read("segments", 1, text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("cursor");
    }

    @Test
    void isRefusedForAnotherList() {
        String ofRuns = Cursor.of("runs", "run_1").text();

        assertThatThrownBy(() -> Cursor.read("holds", 1, ofRuns)).isInstanceOf(ProblemException.class);
    }

    @Test
    void leadsThroughAWholeListOnce() {
        List<Integer> all = IntStream.range(0, 23).boxed().toList();
        List<Integer> read = new java.util.ArrayList<>();
        String cursor = "";
        do {
            Piece<Integer> piece = Window.ofWhole("numbers", cursor, 5).pieceOfWhole(all);
            read.addAll(piece.items());
            cursor = piece.next() == null ? "" : piece.next();
        } while (!cursor.isEmpty());

        assertThat(read).isEqualTo(all);
    }

    @Test
    void endsWithTheLastPieceEvenWhenThatIsFull() {
        Window window = Window.of("numbers", 1, "", 3);

        assertThat(window.piece(List.of(1, 2, 3), last -> Cursor.of("numbers", last))
                        .next())
                .isNull();
        assertThat(window.piece(List.of(1, 2, 3, 4), last -> Cursor.of("numbers", last)))
                .satisfies(piece -> assertThat(piece.items()).containsExactly(1, 2, 3))
                .satisfies(piece -> assertThat(Cursor.read("numbers", 1, String.valueOf(piece.next())))
                        .contains(Cursor.of("numbers", 3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 501})
    void refusesALimitThatIsNone(int limit) {
        assertThatThrownBy(() -> Window.of("numbers", 1, "", limit)).hasMessageContaining("1 to 500");
    }
}
