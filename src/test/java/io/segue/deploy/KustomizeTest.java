package io.segue.deploy;

import static java.util.function.Function.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reading of the overlays against kubectl's. Without a kubectl it is reported as skipped: the other tests still run. */
class KustomizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"one-machine", "several"})
    void givesWhatKubectlGives(String overlay) throws IOException, InterruptedException {
        Path folder = Path.of("k8s/overlays", overlay);
        assumeThat(hasKubectl()).as("kubectl is installed").isTrue();

        String built = kubectl("kustomize", folder.toString());

        assertThat(byName(TestingYaml.documents(withoutHash(built)))).isEqualTo(byName(TestingKustomize.build(folder)));
    }

    private static Map<String, JsonNode> byName(List<JsonNode> manifests) {
        return manifests.stream()
                .collect(Collectors.toMap(
                        manifest -> manifest.path("kind").asText() + " "
                                + manifest.at("/metadata/name").asText(),
                        identity()));
    }

    private static String withoutHash(String built) {
        String hashed = TestingYaml.documents(built).stream()
                .filter(manifest -> manifest.path("kind").asText().equals("ConfigMap"))
                .map(manifest -> manifest.at("/metadata/name").asText())
                .findFirst()
                .orElseThrow();
        return built.replace(hashed, "segue");
    }

    private static boolean hasKubectl() {
        try {
            return new ProcessBuilder("kubectl", "kustomize", "--help")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
