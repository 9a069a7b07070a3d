package io.segue.platform;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The key that seals every stored secret. */
@ConfigMapping(prefix = "segue.master-key")
public interface MasterKeyConfig {

    /** 32 random bytes in base64, for example from {@code openssl rand -base64 32}. */
    Optional<String> value();
}
