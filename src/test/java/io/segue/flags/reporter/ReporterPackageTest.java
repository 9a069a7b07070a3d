package io.segue.flags.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The reporter as a package of its own. */
class ReporterPackageTest {

    /** Also runs the package's own tests, and compiles its types against those of the SDKs. */
    @Test
    void hasBuiltFilesThatAreWhatItsSourceGives() {
        TestingNpm.install();

        TestingNpm.run("run", "check");
    }

    @Test
    void locksWhatItIsBuiltAndTestedWithToNoRegistry() throws IOException {
        assertThat(Files.readString(TestingNpm.FOLDER.resolve("package-lock.json")))
                .contains("\"integrity\": \"sha512-")
                .doesNotContain("\"resolved\"", "://registry");
    }

    @Test
    void dependsOnNothing() throws IOException {
        assertThat(Files.readString(TestingNpm.FOLDER.resolve("package.json")))
                .doesNotContain("\"dependencies\"", "\"peerDependencies\"");
    }
}
