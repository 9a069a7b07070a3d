package io.segue.deploy;

import static io.segue.deploy.TestingYaml.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in, nothing out, but what is named. */
class NetworkRulesTest {

    private static final Pattern ADDRESS = Pattern.compile("\\b10[.\\d]+/32");

    static Stream<TestingManifests> overlays() {
        return PodRulesTest.overlays();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyPodIsClosedBothWaysByDefault(TestingManifests overlay) {
        assertThat(overlay.ofKind("NetworkPolicy")
                        .map(policy -> policy.path("spec").toString()))
                .contains("{\"podSelector\":{},\"policyTypes\":[\"Ingress\",\"Egress\"]}");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void noRuleOpensEverything(TestingManifests overlay) {
        assertThat(rules(overlay, "ingress")).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.path("from")).as("who may call").isNotEmpty();
            assertThat(rule.path("ports")).as("which ports").isNotEmpty();
        });
        assertThat(rules(overlay, "egress")).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.path("to")).as("who is called").isNotEmpty();
            assertThat(rule.path("ports")).as("which ports").isNotEmpty();
        });
    }

    @Test
    void severalCopiesReachNamesTheInternetPostgresqlKeycloakAndMail() {
        assertThat(waysOut(TestingManifests.of("several").all()))
                .containsExactlyInAnyOrder(
                        "resolve-names: kube-system at 53 53",
                        "call-the-internet: 0.0.0.0/0 ::/0 at 443",
                        "call-postgresql: 10.20.0.10/32 at 5432",
                        "call-keycloak: 10.20.0.20/32 at 443",
                        "call-the-mail-server: 10.20.0.30/32 at 465 587");
    }

    @Test
    void oneMachineReachesNamesTheInternetAndKeycloak() {
        assertThat(waysOut(TestingManifests.of("one-machine").all()))
                .containsExactlyInAnyOrder(
                        "resolve-names: kube-system at 53 53",
                        "call-the-internet: 0.0.0.0/0 ::/0 at 443",
                        "call-keycloak: 10.20.0.20/32 at 443");
    }

    @ParameterizedTest
    @CsvSource({
        "keycloak, call-keycloak: 10.20.0.20/32 at 443",
        "mail, call-the-mail-server: 10.20.0.30/32 at 465 587",
        "traces, call-the-collector: monitoring at 4317 4318"
    })
    void aComponentOpensOneWayOut(String component, String way) {
        assertThat(waysOut(TestingKustomize.build(Path.of("k8s/components", component))))
                .containsExactly(way);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-machine", "several"})
    void whatAnOverlayHasToNameIsNamedInItsOwnFiles(String overlay) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("k8s/overlays", overlay))) {
            String own = files.map(NetworkRulesTest::read).collect(Collectors.joining());

            assertThat(waysOut(TestingManifests.of(overlay).all()).stream()
                            .flatMap(way -> ADDRESS.matcher(way).results().map(MatchResult::group)))
                    .isNotEmpty()
                    .allSatisfy(address -> assertThat(own).contains(address));
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theInternetIsNeitherAPrivateNorAMetadataAddress(TestingManifests overlay) {
        List<JsonNode> wide = rules(overlay, "egress").stream()
                .flatMap(rule -> each(rule.path("to")))
                .map(to -> to.path("ipBlock"))
                .filter(block -> block.path("cidr").asText().endsWith("/0"))
                .toList();

        assertThat(wide).hasSize(2);
        assertThat(texts(wide.get(0).path("except")))
                .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10");
        assertThat(texts(wide.get(1).path("except"))).contains("fc00::/7", "fe80::/10", "64:ff9b::/96", "2002::/16");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void peopleComeThroughTheIngressAndPrometheusToTheManagementPort(TestingManifests overlay) {
        assertThat(rules(overlay, "ingress").stream()
                        .map(rule -> rule.at("/from/0/namespaceSelector/matchLabels")
                                        .path("kubernetes.io/metadata.name")
                                        .asText()
                                + " " + rule.at("/ports/0/port").asText()))
                .containsExactlyInAnyOrder("ingress-nginx http", "monitoring management");
    }

    private static List<JsonNode> rules(TestingManifests overlay, String way) {
        return overlay.ofKind("NetworkPolicy")
                .flatMap(policy -> each(policy.path("spec").path(way)))
                .toList();
    }

    private static List<String> waysOut(List<JsonNode> manifests) {
        return manifests.stream()
                .flatMap(policy -> each(policy.at("/spec/egress"))
                        .map(rule ->
                                policy.at("/metadata/name").asText() + ": " + callees(rule) + " at " + ports(rule)))
                .toList();
    }

    private static String callees(JsonNode rule) {
        return each(rule.path("to"))
                .map(to -> to.at("/ipBlock/cidr").asText()
                        + to.at("/namespaceSelector/matchLabels")
                                .path("kubernetes.io/metadata.name")
                                .asText())
                .collect(Collectors.joining(" "));
    }

    private static String ports(JsonNode rule) {
        return each(rule.path("ports")).map(port -> port.path("port").asText()).collect(Collectors.joining(" "));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        return each(list).map(JsonNode::asText).toList();
    }
}
