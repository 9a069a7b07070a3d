package io.segue.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.segue.docs.CommandRow.Kind;
import io.segue.docs.TestingShell.Ended;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation's commands that need nothing but a shell and a program, which is reported as missing where it is. */
class ShellTest {

    private static final String CERTIFICATE =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
                    + " -subj /CN=segue.example.com -days 1 -keyout tls.key -out tls.crt 2> /dev/null; ";

    @TempDir
    Path folder;

    static Stream<String> commands() {
        return CommandTable.ROWS.stream()
                .filter(row -> row.how().kind() == Kind.SHELL)
                .map(CommandRow::command);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void doesWhatItIsDocumentedFor(String command) {
        String program = command.split(" ")[0];
        assumeThat(TestingShell.has(program)).as(program + " is installed").isTrue();
        switch (program) {
            case "kubectl" -> makesTheSecret(command);
            case "alias" ->
                assertThat(run(command + "; alias"))
                        .contains("segue='java -jar target/quarkus-app/quarkus-run.jar cli'");
            case "date" -> assertThat(run(command)).contains("UTC");
            case "openssl" -> isAKey(run(command));
            case "export" ->
                isAKey(run(command + "; printf %s \"$" + command.replaceAll("export (\\w+)=.*", "$1") + "\""));
            // What the lock file names is what is wanted; that it can be fetched is npm's business.
            case "npm" ->
                assertThat(run(Path.of("."), command + " --dry-run --offline")).contains("packages in");
            default -> throw new AssertionError("Nobody told here what shows that it works: " + command);
        }
    }

    /** No cluster: it makes the secret and only shows it. */
    private void makesTheSecret(String command) {
        String filled = command.replace("--cert=… --key=…", "--cert=tls.crt --key=tls.key");

        assertThat(run((filled.equals(command) ? "" : CERTIFICATE) + filled + " --dry-run=client --output=name"))
                .startsWith("secret/segue");
    }

    private static void isAKey(String text) {
        assertThat(Base64.getDecoder().decode(text.strip())).hasSize(32);
    }

    private String run(String command) {
        return run(folder, command);
    }

    private static String run(Path in, String command) {
        Ended ended = TestingShell.run(in, Map.of(), command);
        assertThat(ended.exit()).as(ended.output()).isZero();
        return ended.output();
    }
}
