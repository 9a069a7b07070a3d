package io.segue.deploy;

import static io.segue.deploy.TestingYaml.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing in, nothing out, but what is named. */
class NetworkRulesTest {

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
        assertThat(rules(overlay, "egress"))
                .isNotEmpty()
                .allSatisfy(
                        rule -> assertThat(rule.path("ports")).as("which ports").isNotEmpty());
    }

    @Test
    void severalCopiesReachNamesPostgresqlTheInternetAndMail() {
        assertThat(portsOut(TestingManifests.of("several"))).isEqualTo(Set.of("53", "443", "5432", "465", "587"));
    }

    @Test
    void oneMachineReachesNamesAndTheInternet() {
        assertThat(portsOut(TestingManifests.of("one-machine"))).isEqualTo(Set.of("53", "443"));
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

    private static Set<String> portsOut(TestingManifests overlay) {
        return rules(overlay, "egress").stream()
                .flatMap(rule -> each(rule.path("ports")))
                .map(port -> port.path("port").asText())
                .collect(Collectors.toSet());
    }

    private static List<String> texts(JsonNode list) {
        return each(list).map(JsonNode::asText).toList();
    }
}
