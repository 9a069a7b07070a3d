package io.segue;

import static io.restassured.RestAssured.given;
import static java.util.Locale.ROOT;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The real Keycloak in production mode, as docs/operations.md has it: the configuration and the realm of docs/keycloak, built,
 * then started, on a PostgreSQL of its own. Only that no proxy stands before it, and its addresses are this machine's.
 */
final class TestingKeycloak implements AutoCloseable {

    static final String CLIENT_SECRET = "a secret of a client that is long enough";
    static final String PASSWORD = "only for trying";

    private static final Path DOCUMENTED = Path.of("docs/keycloak");
    private static final Path HOME = Path.of(System.getProperty("keycloak.home", ""));

    private final Path folder;
    private final int port;
    private final String segue;
    private final EmbeddedPostgres database;
    private Process process;

    private TestingKeycloak(Path folder, int port, String segue, EmbeddedPostgres database) {
        this.folder = folder;
        this.port = port;
        this.segue = segue;
        this.database = database;
    }

    static TestingKeycloak start(Path folder, int port, String segue) {
        try {
            EmbeddedPostgres database = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("unix_socket_directories", "")
                    .start();
            TestingKeycloak keycloak = new TestingKeycloak(folder, port, segue, database);
            keycloak.build();
            keycloak.start();
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String realm() {
        return "http://localhost:" + port + "/realms/segue";
    }

    private void build() throws IOException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role keycloak login");
            statement.execute("create database keycloak owner keycloak");
        } catch (SQLException e) {
            throw new IllegalStateException("Making Keycloak's database", e);
        }
        Path imports = Files.createDirectories(HOME.resolve("data/import"));
        for (String file : List.of("segue-realm.json", "dev/segue-users-0.json")) {
            Path source = DOCUMENTED.resolve(file);
            Files.copy(source, imports.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(configuration(), configured());
        Process build = run("build");
        try {
            assertThat(build.waitFor(3, MINUTES))
                    .as("kc.sh build ends: see " + output())
                    .isTrue();
            assertThat(build.exitValue()).as("kc.sh build: see " + output()).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Building Keycloak", e);
        } finally {
            end(build);
        }
    }

    /** What an operator is told to write, with the addresses of this machine. */
    private String configured() throws IOException {
        String text = Files.readString(DOCUMENTED.resolve("keycloak.conf"));
        Map<String, String> here = Map.of(
                "db-url",
                "jdbc:postgresql://localhost:" + database.getPort() + "/keycloak",
                "hostname",
                "http://localhost:" + port,
                "http-port",
                Integer.toString(port),
                "http-management-port",
                Integer.toString(TestingProduction.freePort()));
        for (Map.Entry<String, String> value : here.entrySet()) {
            String told = text.replaceFirst("(?m)^" + value.getKey() + "=.*$", value.getKey() + "=" + value.getValue());
            assertThat(told).as(value.getKey() + " stands in keycloak.conf").isNotEqualTo(text);
            text = told;
        }
        return text;
    }

    /** Starts, or starts again with what it knew. */
    void start() {
        try {
            process = run("start", "--optimized", "--import-realm");
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
            end(process);
            throw e;
        }
    }

    private Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("bin/kc.sh").toString());
        command.add("--config-file=" + configuration());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        // It chooses its own collector, and does not start with another one beside it.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment()
                .putAll(Map.of(
                        "KC_DB_PASSWORD",
                        "any: this database trusts this machine",
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
        return builder.start();
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

    private Path configuration() {
        return folder.resolve("keycloak.conf");
    }

    private static void end(Process one) {
        one.descendants().forEach(ProcessHandle::destroyForcibly);
        one.destroyForcibly();
    }

    void stop() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(30, SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() throws InterruptedException, IOException {
        stop();
        database.close();
    }
}
