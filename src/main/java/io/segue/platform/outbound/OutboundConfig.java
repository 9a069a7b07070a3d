package io.segue.platform.outbound;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Where calls to addresses that a tenant names may go, beside the open internet. */
@ConfigMapping(prefix = "segue.outbound")
public interface OutboundConfig {

    /**
     * Addresses of our own network that may be called all the same, also without TLS: each an IP address as it is written
     * usually. Whoever may name a target reaches them; so there are none unless the operator says so.
     */
    Optional<Set<String>> inside();
}
