package io.segue;

import static io.restassured.RestAssured.given;
import static java.util.Locale.ROOT;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** The real Keycloak with the realm of docs/keycloak: a process of its own, with data of its own. */
final class TestingKeycloak implements AutoCloseable {

    static final String CLIENT_SECRET = "a secret of a client that is long enough";
    static final String PASSWORD = "only for trying";

    private static final Path HOME = Path.of(System.getProperty("keycloak.home", ""));

    private final Path folder;
    private final int port;
    private final String segue;
    private Process process;

    private TestingKeycloak(Path folder, int port, String segue) {
        this.folder = folder;
        this.port = port;
        this.segue = segue;
    }

    static TestingKeycloak start(Path folder, int port, String segue) {
        TestingKeycloak keycloak = new TestingKeycloak(folder, port, segue);
        keycloak.start();
        return keycloak;
    }

    String realm() {
        return "http://localhost:" + port + "/realms/segue";
    }

    /** Starts, or starts again with what it knew. */
    void start() {
        try {
            Path imports = Files.createDirectories(HOME.resolve("data/import"));
            for (String file : List.of("segue-realm.json", "dev/segue-users-0.json")) {
                Path source = Path.of("docs/keycloak").resolve(file);
                Files.copy(source, imports.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(
                            HOME.resolve("bin/kc.sh").toString(),
                            "start-dev",
                            "--import-realm",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--health-enabled=false",
                            "--metrics-enabled=false")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
            // It chooses its own collector, and does not start with another one beside it.
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment()
                    .putAll(Map.of(
                            "KC_DB_URL",
                            "jdbc:h2:file:" + folder.resolve("keycloak") + ";NON_KEYWORDS=VALUE",
                            "KC_BOOTSTRAP_ADMIN_USERNAME",
                            "admin",
                            "KC_BOOTSTRAP_ADMIN_PASSWORD",
                            "admin",
                            "JAVA_OPTS_KC_HEAP",
                            "-Xmx512m",
                            "SEGUE_URL",
                            segue,
                            "SEGUE_CLIENT_SECRET",
                            CLIENT_SECRET));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            await("Keycloak answers: see " + output())
                    .atMost(Duration.ofMinutes(3))
                    .ignoreExceptionsMatching(
                            e -> e instanceof ConnectException || e.getCause() instanceof ConnectException)
                    .until(() -> given().get(realm()).statusCode() == 200);
        } catch (ConditionTimeoutException e) {
            // Nobody has it yet who could end it, and the next one would have to share the machine with it.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw e;
        }
    }

    /** Ends every session of a person's, as an administrator does. */
    void logOut(String userName) {
        String id = admin().get(users() + "?exact=true&username=" + userName).path("[0].id");
        admin().post(users() + "/" + id + "/logout").then().statusCode(204);
    }

    /** From now on, tokens of Segue's are good for so long. */
    void letTokensLive(Duration lifespan) {
        String clients = "http://localhost:" + port + "/admin/realms/segue/clients";
        Map<String, Object> client = admin().get(clients + "?clientId=segue").path("[0]");
        @SuppressWarnings("unchecked")
        Map<String, Object> attributes = (Map<String, Object>) client.get("attributes");
        attributes.put("access.token.lifespan", Long.toString(lifespan.toSeconds()));
        admin().contentType("application/json")
                .body(client)
                .put(clients + "/" + client.get("id"))
                .then()
                .statusCode(204);
    }

    /** Makes an organisation of Keycloak's with one member. */
    void makeOrganization(String name, String memberName) {
        String organizations = "http://localhost:" + port + "/admin/realms/segue/organizations";
        String made = admin().contentType("application/json")
                .body(Map.of("name", name, "domains", List.of(Map.of("name", name.toLowerCase(ROOT) + ".example"))))
                .post(organizations)
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        String member =
                admin().get(users() + "?exact=true&username=" + memberName).path("[0].id");
        admin().contentType("application/json")
                .body(member)
                .post(made + "/members")
                .then()
                .statusCode(201);
    }

    private String users() {
        return "http://localhost:" + port + "/admin/realms/segue/users";
    }

    private RequestSpecification admin() {
        String token = given().formParam("grant_type", "password")
                .formParam("client_id", "admin-cli")
                .formParam("username", "admin")
                .formParam("password", "admin")
                .post("http://localhost:" + port + "/realms/master/protocol/openid-connect/token")
                .path("access_token");
        return given().header("Authorization", "Bearer " + token);
    }

    private Path output() {
        return folder.resolve("keycloak.txt");
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(30, SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
