package io.segue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedStateTest {

    @TempDir
    Path folder;

    record Things(List<String> names) {}

    @Test
    void comesBackAfterAStop() {
        try (SavedState<Things> state = state(Optional.of(folder.resolve("deep")))) {
            state.changed();
        }

        assertThat(state(Optional.of(folder.resolve("deep"))).load()).contains(new Things(List.of("a", "ü")));
    }

    @Test
    void startsEmptyFromABrokenFile() throws Exception {
        Files.writeString(folder.resolve("things.json.gz"), "no gzip");

        assertThat(state(Optional.of(folder)).load()).isEmpty();
    }

    @Test
    void keepsNothingWithoutAFolder() {
        try (SavedState<Things> state = state(Optional.empty())) {
            state.changed();
        }

        assertThat(state(Optional.empty()).load()).isEmpty();
    }

    private static SavedState<Things> state(Optional<Path> folder) {
        return new SavedState<>(
                new TestingSandboxConfig(folder),
                "things",
                new ObjectMapper(),
                Things.class,
                () -> new Things(List.of("a", "ü")));
    }

    private record TestingSandboxConfig(Optional<Path> folder) implements SandboxConfig {
        @Override
        public boolean seed() {
            return false;
        }

        @Override
        public int pageSize() {
            return 1_000;
        }

        @Override
        public Duration recurringEvery() {
            return Duration.ofHours(4);
        }

        @Override
        public Optional<String> supportToken() {
            return Optional.empty();
        }

        @Override
        public Map<String, SandboxTenant> tenants() {
            return Map.of();
        }
    }
}
