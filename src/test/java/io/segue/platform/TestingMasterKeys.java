package io.segue.platform;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Master keys, and what seals under them. */
public record TestingMasterKeys(Optional<String> value, Optional<List<String>> previous, Optional<String> next)
        implements MasterKeyConfig {

    public static TestingMasterKeys of(String value) {
        return new TestingMasterKeys(Optional.of(value), Optional.empty(), Optional.empty());
    }

    /** A key of its own for each number. */
    public static String key(int number) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) number);
        return Base64.getEncoder().encodeToString(key);
    }

    public TestingMasterKeys after(String... keys) {
        return new TestingMasterKeys(value, Optional.of(List.of(keys)), next);
    }

    public TestingMasterKeys before(String key) {
        return new TestingMasterKeys(value, previous, Optional.of(key));
    }

    public Sealer sealer() {
        return new Sealer(this);
    }
}
