package io.segue.deploy;

import static io.segue.deploy.TestingYaml.each;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a kustomization gives, for those few of kustomize's means that ours use; any other is refused. It gives generated
 * names no hash. Where there is a kubectl, {@link KustomizeTest} holds the two against each other.
 */
final class TestingKustomize {

    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "resources", "components", "images", "configMapGenerator", "patches");

    private final Path folder;
    private final JsonNode file;
    private final List<JsonNode> manifests = new ArrayList<>();

    private TestingKustomize(Path folder) {
        this.folder = folder;
        this.file = TestingYaml.read(folder.resolve("kustomization.yaml"));
    }

    static List<JsonNode> build(Path folder) {
        return new TestingKustomize(folder).build();
    }

    private List<JsonNode> build() {
        file.fieldNames().forEachRemaining(name -> known(KNOWN.contains(name), name));
        each(file.path("resources")).forEach(resource -> manifests.addAll(resource(resource.asText())));
        each(file.path("components")).forEach(component -> manifests.addAll(resource(component.asText())));
        each(file.path("configMapGenerator")).forEach(this::generate);
        each(file.path("patches")).forEach(this::patch);
        each(file.path("images")).forEach(this::image);
        return manifests;
    }

    private List<JsonNode> resource(String name) {
        Path at = folder.resolve(name).normalize();
        return Files.isDirectory(at) ? build(at) : TestingYaml.documents(at);
    }

    private void generate(JsonNode generator) {
        boolean isMerge = "merge".equals(generator.path("behavior").asText());
        ObjectNode map = isMerge ? map(generator) : newMap(generator);
        ObjectNode data = map.withObject("/data");
        each(generator.path("envs"))
                .forEach(env -> lines(env.asText()).forEach(line -> {
                    String[] setting = line.split("=", 2);
                    data.put(setting[0], setting[1]);
                }));
    }

    private ObjectNode map(JsonNode generator) {
        return manifests.stream()
                .filter(manifest ->
                        is(manifest, "ConfigMap", generator.path("name").asText()))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode newMap(JsonNode generator) {
        ObjectNode map =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata")
                .put("name", generator.path("name").asText())
                .put("namespace", generator.path("namespace").asText());
        manifests.add(map);
        return map;
    }

    private List<String> lines(String env) {
        try {
            return Files.readAllLines(folder.resolve(env)).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void patch(JsonNode patch) {
        JsonNode change = TestingYaml.documents(patch.path("patch").asText()).get(0);
        if (change.isArray()) {
            JsonNode target = patch.path("target");
            JsonNode manifest =
                    one(target.path("kind").asText(), target.path("name").asText());
            each(change).forEach(operation -> apply(operation, manifest));
        } else {
            known("delete".equals(change.path("$patch").asText()), change.toString());
            manifests.remove(one(
                    change.path("kind").asText(), change.at("/metadata/name").asText()));
        }
    }

    /** One operation of RFC 6902; adding to what is there already, or replacing what is not, is an error. */
    private static void apply(JsonNode operation, JsonNode manifest) {
        JsonPointer path = JsonPointer.compile(operation.path("path").asText());
        JsonNode parent = manifest.at(path.head());
        String last = path.last().getMatchingProperty();
        boolean replaces = "replace".equals(operation.path("op").asText());
        known(replaces || "add".equals(operation.path("op").asText()), operation.toString());
        if (replaces == manifest.at(path).isMissingNode()) {
            throw new AssertionError("Nothing to " + operation + " in " + manifest);
        }
        if (parent instanceof ArrayNode list && last.equals("-")) {
            list.add(operation.get("value"));
        } else if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(last), operation.get("value"));
        } else {
            ((ObjectNode) parent).set(last, operation.get("value"));
        }
    }

    private void image(JsonNode image) {
        String to = image.path("newName").asText() + ":" + image.path("newTag").asText();
        manifests.stream()
                .flatMap(manifest -> each(manifest.at("/spec/template/spec/containers")))
                .filter(container -> container.path("image").equals(image.path("name")))
                .forEach(container -> ((ObjectNode) container).put("image", to));
    }

    private JsonNode one(String kind, String name) {
        return manifests.stream()
                .filter(manifest -> is(manifest, kind, name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + kind + " " + name + " in " + folder));
    }

    private static boolean is(JsonNode manifest, String kind, String name) {
        return manifest.path("kind").asText().equals(kind)
                && manifest.at("/metadata/name").asText().equals(name);
    }

    private static void known(boolean isKnown, String what) {
        if (!isKnown) {
            throw new AssertionError("This test does not know what kustomize makes of " + what);
        }
    }
}
