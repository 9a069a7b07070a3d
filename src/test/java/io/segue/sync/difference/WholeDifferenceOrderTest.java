package io.segue.sync.difference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order in Java has to be the database's "C" order: that of the UTF-8 bytes. */
class WholeDifferenceOrderTest {

    private static final long SEED = 20_261_124;

    /** The edges of UTF-8's lengths and of the surrogates. */
    private static final int[] EDGES = {
        0x01, 0x41, 0x61, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x103FF, 0x10400, 0x1F600,
        0x10FFFF
    };

    @Test
    void ordersEveryPairOfEdgesLikeTheirBytes() {
        List<String> strings = new ArrayList<>(List.of(""));
        for (int first : EDGES) {
            strings.add(Character.toString(first));
            for (int second : EDGES) {
                strings.add(Character.toString(first) + Character.toString(second));
            }
        }

        for (String a : strings) {
            for (String b : strings) {
                assertOrdered(a, b);
            }
        }
    }

    @Test
    void ordersRandomStringsLikeTheirBytes() {
        Random random = new Random(SEED);
        for (int i = 0; i < 50_000; i++) {
            String common = text(random);
            assertOrdered(common + text(random), common + text(random));
        }
    }

    @Test
    void putsSupplementaryCharactersBehindAllOthers() {
        assertThat(WholeDifference.compare("\uFF5E", "😀")).isNegative();
        assertThat("\uFF5E".compareTo("😀")).as("Java's own order").isPositive();
    }

    @Test
    void putsAShorterStringBeforeThoseItBegins() {
        assertThat(WholeDifference.compare("user", "user1")).isNegative();
        assertThat(WholeDifference.compare("user1", "user")).isPositive();
        assertThat(WholeDifference.compare("user", "user")).isZero();
    }

    private static void assertOrdered(String a, String b) {
        int expected = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(WholeDifference.compare(a, b)))
                .as("\"%s\" against \"%s\", seed %d", a, b, SEED)
                .isEqualTo(Integer.signum(expected));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : codePoint(random));
        }
        return text.toString();
    }

    private static int codePoint(Random random) {
        int point = 1 + random.nextInt(random.nextBoolean() ? 0xFFFF : Character.MAX_CODE_POINT);
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 'x' : point;
    }
}
