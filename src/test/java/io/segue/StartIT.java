package io.segue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged jar says, and does not do, while something is missing that only an operator can give. */
class StartIT {

    private static final String OIDC = "QUARKUS_OIDC_AUTH_SERVER_URL";
    private static final String KEY = "SEGUE_MASTER_KEY_VALUE";

    @TempDir
    Path folder;

    @Test
    void doesNotStartWithoutAnOidcServer() throws InterruptedException {
        assertThat(refused(Map.of(KEY, TestingPackage.MASTER_KEY)))
                .contains("The OIDC server is not configured: set " + OIDC)
                .doesNotContain("The master key");
    }

    @Test
    void doesNotStartWithoutAMasterKey() throws InterruptedException {
        assertThat(refused(Map.of(OIDC, "http://localhost:1")))
                .contains("The master key is not configured: set " + KEY)
                .doesNotContain("The OIDC server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c2VndWUtc2FtcGxlLWtleS1vbmx5LWZvci1kZXYtdXM=", "dG9vIHNob3J0", "no base64!"})
    void doesNotStartWithAMasterKeyThatProtectsNothing(String key) throws InterruptedException {
        assertThat(refused(Map.of(OIDC, "http://localhost:1", KEY, key)))
                .contains("openssl rand -base64 32")
                .doesNotContain(key);
    }

    @Test
    void doesNotStartWithAnArgumentThatMeansNothing() throws InterruptedException {
        assertThat(refused(Map.of(OIDC, "http://localhost:1", KEY, TestingPackage.MASTER_KEY), "mirgate"))
                .contains("Expected no argument, or \"migrate\", or \"cli\" with a command, got [mirgate]");
    }

    @Test
    void saysWhereTheEmbeddedDatabaseCannotStart() throws Exception {
        Files.writeString(folder.resolve("data"), "no folder");

        try (TestingPackage segue =
                TestingPackage.start(folder, Map.of(OIDC, "http://localhost:1", KEY, TestingPackage.MASTER_KEY))) {
            assertThat(segue.exitCode()).isEqualTo(1);
            assertThat(segue.output())
                    .containsOnlyOnce("Starting the embedded PostgreSQL in data/postgresql failed:")
                    .contains("Another Segue may be running on the same folder");
        }
    }

    @Test
    void saysWhichSettingMeansNothing() throws InterruptedException {
        Map<String, String> settings =
                Map.of(OIDC, "http://localhost:1", KEY, TestingPackage.MASTER_KEY, "SEGUE_API_LIMIT_CALLS", "many");

        try (TestingPackage segue = TestingPackage.start(folder, settings)) {
            assertThat(segue.exitCode()).isEqualTo(1);
            assertThat(segue.output()).contains("segue.api.limit.calls", "many");
        }
    }

    private String refused(Map<String, String> settings, String... arguments) throws InterruptedException {
        try (TestingPackage segue = TestingPackage.start(folder, settings, arguments)) {
            assertThat(segue.exitCode()).isEqualTo(1);
            assertThat(folder.resolve("data")).doesNotExist();
            assertThat(segue.output())
                    .contains("Segue does not start:", "docs/operations.md")
                    .doesNotContain("Exception", "\tat ");
            return segue.output();
        }
    }
}
