package io.segue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * One test vector of Project Wycheproof.
 *
 * @param values as the line of {@code wycheproof.txt} has them, in its order
 */
public record Wycheproof(String id, boolean isValid, List<byte[]> values) {

    public static List<Wycheproof> of(String algorithm) {
        try (InputStream in = Wycheproof.class.getResourceAsStream("wycheproof.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(algorithm + " "))
                    .map(line -> line.split(" "))
                    .map(parts -> new Wycheproof(parts[0] + " " + parts[1], parts[2].equals("valid"), values(parts)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] value(int place) {
        return values.get(place);
    }

    @Override
    public String toString() {
        return id;
    }

    private static List<byte[]> values(String[] parts) {
        return Arrays.stream(parts, 3, parts.length)
                .map(hex -> HexFormat.of().parseHex(hex.equals("-") ? "" : hex))
                .toList();
    }
}
