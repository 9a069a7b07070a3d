package io.segue.deploy;

import static io.segue.deploy.TestingYaml.each;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of k8s/ hold together, and with what the application says of itself. */
class ManifestsTest {

    private static final List<Class<?>> KINDS = List.of(
            ConfigMap.class,
            Deployment.class,
            HorizontalPodAutoscaler.class,
            Ingress.class,
            Job.class,
            Namespace.class,
            NetworkPolicy.class,
            PersistentVolumeClaim.class,
            PodDisruptionBudget.class,
            Service.class,
            ServiceAccount.class,
            ServiceMonitor.class);

    private static final Pattern JOB = Pattern.compile("\\bjob=\"([^\"]*)\"");

    /** Kubernetes' own classes, which take any field there is; without their way out, an unknown field is an error. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    static Stream<TestingManifests> overlays() {
        return PodRulesTest.overlays();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyFieldIsOneThatKubernetesKnows(TestingManifests overlay) {
        assertThat(overlay.all()).isNotEmpty().allSatisfy(manifest -> {
            Class<?> kind = KINDS.stream()
                    .filter(known ->
                            known.getSimpleName().equals(manifest.path("kind").asText()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("A kind that this test does not know: " + manifest));
            assertThatCode(() -> STRICT.treeToValue(manifest, kind)).doesNotThrowAnyException();
        });
    }

    @Test
    void aMisspeltFieldIsFound() {
        JsonNode manifest = TestingYaml.documents("""
                kind: Deployment
                spec: {template: {spec: {containers: [{securityContext: {readOnlyRootFileSystem: true}}]}}}
                """).get(0);

        assertThatCode(() -> STRICT.treeToValue(manifest, Deployment.class))
                .hasMessageContaining("readOnlyRootFileSystem");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everythingLiesInOneNamespace(TestingManifests overlay) {
        assertThat(overlay.all())
                .filteredOn(manifest -> !manifest.path("kind").asText().equals("Namespace"))
                .allSatisfy(manifest ->
                        assertThat(manifest.at("/metadata/namespace").asText()).isEqualTo("segue"));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void threeProbesAskWhereOnlyOperatorsLook(TestingManifests overlay) {
        JsonNode container = overlay.application();

        Map.of("startupProbe", "started", "livenessProbe", "live", "readinessProbe", "ready")
                .forEach((probe, path) -> {
                    assertThat(container.at("/" + probe + "/httpGet/path").asText())
                            .isEqualTo("/q/health/" + path);
                    assertThat(container.at("/" + probe + "/httpGet/port").asText())
                            .isEqualTo("management");
                });
        assertThat(each(container.path("ports"))
                        .filter(port -> port.path("name").asText().equals("management"))
                        .map(port -> port.path("containerPort").asText()))
                .containsExactly(overlay.settings().get("QUARKUS_MANAGEMENT_PORT"));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void whatSelectsPodsSelectsTheApplication(TestingManifests overlay) {
        JsonNode labels = overlay.one("Deployment").at("/spec/template/metadata/labels");

        Stream<JsonNode> selectors = Stream.of(
                        overlay.ofKind("Service").map(service -> service.at("/spec/selector")),
                        overlay.ofKind("PodDisruptionBudget").map(budget -> budget.at("/spec/selector/matchLabels")),
                        overlay.ofKind("NetworkPolicy").map(policy -> policy.at("/spec/podSelector/matchLabels")))
                .flatMap(found -> found);

        assertThat(selectors)
                .isNotEmpty()
                .allSatisfy(selector -> assertThat(TestingManifests.picks(selector, labels))
                        .as(selector.toString())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theIngressIsEncryptedAndServesTheAddressThatPeopleUse(TestingManifests overlay) {
        JsonNode ingress = overlay.one("Ingress").path("spec");
        String host = URI.create(overlay.settings().get("SEGUE_URL")).getHost();

        assertThat(overlay.settings().get("SEGUE_URL")).startsWith("https://");
        assertThat(each(ingress.at("/tls/0/hosts")).map(JsonNode::asText)).containsExactly(host);
        assertThat(ingress.at("/tls/0/secretName").asText()).isNotEmpty();
        assertThat(each(ingress.path("rules")).map(rule -> rule.path("host").asText()))
                .containsExactly(host);
        assertThat(ingress.findValuesAsText("name"))
                .as("never the management port")
                .doesNotContain("management");
    }

    @Test
    void severalCopiesFitIntoOnePostgresql() {
        TestingManifests several = TestingManifests.of("several");
        int copies =
                several.one("HorizontalPodAutoscaler").at("/spec/maxReplicas").asInt()
                        + several.one("Deployment")
                                .at("/spec/strategy/rollingUpdate/maxSurge")
                                .asInt();

        int pool = Integer.parseInt(several.settings().get("QUARKUS_DATASOURCE_JDBC_MAX_SIZE"));

        // 100 by default, of which 3 are for superusers; the job and a backup need some, too.
        assertThat(copies * pool).isLessThanOrEqualTo(92);
        assertThat(several.one("Deployment").at("/spec").has("replicas"))
                .as("the autoscaler says how many")
                .isFalse();
        assertThat(several.one("HorizontalPodAutoscaler")
                        .at("/spec/minReplicas")
                        .asInt())
                .isGreaterThan(1);
        assertThat(several.one("PodDisruptionBudget").at("/spec/maxUnavailable").asInt())
                .isEqualTo(1);
    }

    @Test
    void severalCopiesOnlyCheckTheSchemaThatOneJobMigrates() {
        TestingManifests several = TestingManifests.of("several");
        JsonNode job = several.one("Job").at("/spec/template/spec/containers/0");

        assertThat(each(job.path("args")).map(JsonNode::asText)).containsExactly("migrate");
        assertThat(several.settings())
                .containsEntry("QUARKUS_FLYWAY_MIGRATE_AT_START", "false")
                .containsEntry("QUARKUS_FLYWAY_VALIDATE_AT_START", "true");
        assertThat(job.path("env").toString()).contains("segue-owner");
        assertThat(several.application().path("env").toString())
                .as("only the job knows the owner's password")
                .doesNotContain("segue-owner");
    }

    @Test
    void oneMachineHasOneCopyThatEndsBeforeTheNextStarts() {
        TestingManifests one = TestingManifests.of("one-machine");

        assertThat(one.one("Deployment").at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(one.one("Deployment").at("/spec/strategy").toString()).isEqualTo("{\"type\":\"Recreate\"}");
        assertThat(Stream.of("HorizontalPodAutoscaler", "PodDisruptionBudget", "Job"))
                .noneMatch(one::has);
        assertThat(one.settings()).doesNotContainKey("QUARKUS_DATASOURCE_JDBC_URL");
        assertThat(each(one.application().path("volumeMounts"))
                        .filter(mount -> mount.path("name").asText().equals("data"))
                        .map(mount -> mount.path("mountPath").asText()))
                .containsExactly(one.settings().get("SEGUE_DATA_FOLDER"));
    }

    @Test
    void prometheusReadsTheManagementPort() {
        TestingManifests several = TestingManifests.of("several");
        JsonNode monitor = several.one("ServiceMonitor").path("spec");

        assertThat(watched(several))
                .singleElement()
                .satisfies(service ->
                        assertThat(service.at("/spec/ports/0/name")).isEqualTo(monitor.at("/endpoints/0/port")));
        assertThat(monitor.at("/endpoints/0/path").asText()).isEqualTo("/q/metrics");
    }

    @Test
    void theScrapeJobIsCalledWhatEachAlertRuleAsksFor() {
        TestingManifests several = TestingManifests.of("several");
        String label = several.one("ServiceMonitor").at("/spec/jobLabel").asText();
        String job = watched(several).get(0).at("/metadata/labels").path(label).asText();

        List<String> rules =
                TestingYaml.read(Path.of("docs/prometheus/segue.yml")).findValuesAsText("expr");

        assertThat(job).isNotEmpty();
        assertThat(rules)
                .hasSizeGreaterThan(10)
                .allSatisfy(rule -> assertThat(JOB.matcher(rule).results().map(found -> found.group(1)))
                        .isNotEmpty()
                        .containsOnly(job));
    }

    private static List<JsonNode> watched(TestingManifests overlay) {
        JsonNode labels = overlay.one("ServiceMonitor").at("/spec/selector/matchLabels");
        return overlay.ofKind("Service")
                .filter(service -> TestingManifests.picks(labels, service.at("/metadata/labels")))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-machine", "several"})
    void everyFileOfTheBaseIsUsed(String overlay) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("k8s/base"))) {
            String resources =
                    TestingYaml.read(Path.of("k8s/base/kustomization.yaml")).toString();
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.equals("kustomization.yaml"))
                    .allSatisfy(name -> assertThat(resources).contains("\"" + name + "\""));
        }
        assertThat(Path.of("k8s/overlays", overlay, "segue.env")).exists();
    }
}
