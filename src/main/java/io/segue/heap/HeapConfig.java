package io.segue.heap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where Heap's API for servers lives and how long we wait for it: the operator's word, never a tenant's. */
@ConfigMapping(prefix = "segue.heap")
public interface HeapConfig {

    @WithDefault("https://heapanalytics.com")
    URI url();

    /** For accounts whose data are in the European Union. */
    @WithDefault("https://c.eu.heap-api.com")
    URI euUrl();

    @WithDefault("3s")
    Duration connectTimeout();

    /** From the first byte sent to the last byte of the answer's body. */
    @WithDefault("15s")
    Duration callTimeout();
}
