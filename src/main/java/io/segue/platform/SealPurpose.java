package io.segue.platform;

import java.nio.charset.StandardCharsets;

/** What a sealed value is for and where it lies: bound into the seal, so that it opens nowhere else. */
public record SealPurpose(String purpose, long tenant, long row) {

    byte[] associatedData() {
        return (purpose + "|" + tenant + "|" + row).getBytes(StandardCharsets.UTF_8);
    }
}
