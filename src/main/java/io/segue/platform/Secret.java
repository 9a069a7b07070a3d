package io.segue.platform;

import java.nio.charset.StandardCharsets;

/** A secret in clear, for as short as can be: shows nothing of itself when printed. */
public record Secret(String value) {

    public Secret {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("Taking a secret: expected a value, got an empty one");
        }
    }

    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** The last four characters, the most that is ever shown of a stored secret; fewer when it is short. */
    public String lastFour() {
        return value.length() < 12 ? "" : value.substring(value.length() - 4);
    }

    @Override
    public String toString() {
        return "***";
    }
}
