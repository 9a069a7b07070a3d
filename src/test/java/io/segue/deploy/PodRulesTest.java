package io.segue.deploy;

import static io.segue.deploy.TestingYaml.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kubernetes' "restricted" standard for every pod of k8s/, and what goes beyond it. */
class PodRulesTest {

    private static final Set<String> VOLUMES = Set.of(
            "configMap", "secret", "emptyDir", "projected", "downwardAPI", "persistentVolumeClaim", "csi", "ephemeral");

    static Stream<TestingManifests> overlays() {
        return Stream.of("one-machine", "several").map(TestingManifests::of);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theNamespaceEnforcesTheRestrictedStandard(TestingManifests overlay) {
        assertThat(overlay.one("Namespace")
                        .at("/metadata/labels")
                        .path("pod-security.kubernetes.io/enforce")
                        .asText())
                .isEqualTo("restricted");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyPodRunsAsSomebodyWithoutRights(TestingManifests overlay) {
        assertThat(overlay.pods()).isNotEmpty().allSatisfy(pod -> {
            JsonNode context = pod.at("/spec/securityContext");
            assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(context.path("runAsUser").asInt()).isGreaterThanOrEqualTo(10_000);
            assertThat(context.path("runAsGroup").asInt()).isGreaterThanOrEqualTo(10_000);
            assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(context.has("sysctls")).isFalse();
        });
        assertThat(overlay.containers()).isNotEmpty().allSatisfy(container -> {
            JsonNode context = container.path("securityContext");
            assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(context.path("privileged").asBoolean()).isFalse();
            assertThat(context.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(context.at("/capabilities").has("add")).isFalse();
            assertThat(List.of("runAsUser", "runAsNonRoot", "seccompProfile", "procMount"))
                    .as("nothing weakens what the pod says")
                    .noneMatch(context::has);
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void noPodSharesAnythingWithItsMachine(TestingManifests overlay) {
        assertThat(overlay.pods()).allSatisfy(pod -> {
            assertThat(List.of("hostNetwork", "hostPID", "hostIPC", "hostUsers"))
                    .noneMatch(pod.path("spec")::has);
            assertThat(each(pod.at("/spec/volumes")))
                    .allSatisfy(volume -> assertThat(volume.properties())
                            .extracting(Map.Entry::getKey)
                            .filteredOn(key -> !key.equals("name"))
                            .hasSize(1)
                            .isSubsetOf(VOLUMES));
        });
        assertThat(overlay.containers())
                .flatMap(container -> each(container.path("ports")).toList())
                .noneMatch(port -> port.has("hostPort") || port.has("hostIP"));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void noPodHoldsATokenForKubernetes(TestingManifests overlay) {
        assertThat(overlay.pods()).allSatisfy(pod -> {
            assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true))
                    .isFalse();
            assertThat(pod.at("/spec/serviceAccountName").asText()).isEqualTo("segue");
        });
        assertThat(overlay.one("ServiceAccount")
                        .path("automountServiceAccountToken")
                        .asBoolean(true))
                .isFalse();
        assertThat(Stream.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"))
                .noneMatch(overlay::has);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyContainerAsksForWhatItNeedsAndGetsNoMore(TestingManifests overlay) {
        assertThat(overlay.containers()).allSatisfy(container -> {
            for (String amount : List.of("/requests/cpu", "/requests/memory", "/limits/cpu", "/limits/memory")) {
                assertThat(container.at("/resources" + amount).asText())
                        .as(amount)
                        .isNotEmpty();
            }
        });
        assertThat(overlay.pods())
                .flatMap(pod -> each(pod.at("/spec/volumes")).toList())
                .filteredOn(volume -> volume.has("emptyDir"))
                .allSatisfy(volume ->
                        assertThat(volume.at("/emptyDir/sizeLimit").asText()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyImageHasOneVersion(TestingManifests overlay) {
        assertThat(overlay.containers())
                .allSatisfy(container -> assertThat(container.path("image").asText())
                        .matches("[a-z0-9./-]+(:[0-9][\\w.-]*|@sha256:[0-9a-f]{64})"));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void noSecretIsWrittenDown(TestingManifests overlay) {
        assertThat(overlay.has("Secret")).isFalse();
        assertThat(overlay.settings().keySet()).noneMatch(PodRulesTest::isSecret);
        assertThat(overlay.containers())
                .flatMap(container -> each(container.path("env")).toList())
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(
                                variable.at("/valueFrom/secretKeyRef/name").asText())
                        .isIn("segue", "segue-owner"));
    }

    private static boolean isSecret(String name) {
        return name.matches(".*(PASSWORD|SECRET|MASTER_KEY|TOKEN).*");
    }
}
