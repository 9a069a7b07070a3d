package io.segue.deploy;

import static io.segue.deploy.TestingYaml.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an overlay of k8s/ gives in the end. */
record TestingManifests(String overlay, List<JsonNode> all) {

    static TestingManifests of(String overlay) {
        return new TestingManifests(overlay, TestingKustomize.build(Path.of("k8s/overlays", overlay)));
    }

    Stream<JsonNode> ofKind(String kind) {
        return all.stream().filter(manifest -> manifest.path("kind").asText().equals(kind));
    }

    JsonNode one(String kind) {
        List<JsonNode> found = ofKind(kind).toList();
        if (found.size() != 1) {
            throw new AssertionError("Expected one " + kind + " in " + overlay + ", got " + found.size());
        }
        return found.get(0);
    }

    boolean has(String kind) {
        return ofKind(kind).findAny().isPresent();
    }

    /** Every template of a pod, whatever makes the pods. */
    List<JsonNode> pods() {
        return all.stream()
                .map(manifest -> manifest.at("/spec/template"))
                .filter(template -> !template.isMissingNode())
                .toList();
    }

    List<JsonNode> containers() {
        return pods().stream()
                .flatMap(pod -> Stream.of("containers", "initContainers", "ephemeralContainers")
                        .flatMap(name -> each(pod.at("/spec").path(name))))
                .toList();
    }

    JsonNode application() {
        return one("Deployment").at("/spec/template/spec/containers/0");
    }

    Map<String, String> settings() {
        return one("ConfigMap").path("data").properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }

    /** Whether a selector picks pods with these labels. */
    static boolean picks(JsonNode matchLabels, JsonNode labels) {
        return matchLabels.properties().stream()
                .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())));
    }

    @Override
    public String toString() {
        return overlay;
    }
}
