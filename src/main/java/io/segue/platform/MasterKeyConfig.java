package io.segue.platform;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The key that seals every stored secret, and those beside it while it is being changed. */
@ConfigMapping(prefix = "segue.master-key")
public interface MasterKeyConfig {

    /** 32 random bytes in base64, for example from {@code openssl rand -base64 32}. */
    Optional<String> value();

    /** Keys that sealed before: what they sealed still opens, and is sealed again under the key of now. */
    Optional<List<String>> previous();

    /** The key that comes: what another node has sealed under it already opens here, and is left as it is. */
    Optional<String> next();
}
