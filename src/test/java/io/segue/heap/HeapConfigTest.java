package io.segue.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.TestingSettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapConfigTest {

    @Test
    void goesToHeapItselfWhenNothingIsConfigured() {
        HeapConfig config = TestingSettings.of(HeapConfig.class, Map.of());

        assertThat(config.url()).isEqualTo(URI.create("https://heapanalytics.com"));
        assertThat(config.euUrl()).isEqualTo(URI.create("https://c.eu.heap-api.com"));
    }
}
