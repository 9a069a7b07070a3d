package io.segue.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is given to whoever runs Segue without containers: the unit of systemd, nginx' file, Keycloak's. */
class HostFilesTest {

    private static final Path UNIT = Path.of("docs/systemd/segue.service");
    private static final Path NGINX = Path.of("docs/nginx/segue.conf");
    private static final Pattern DIRECTIVE = Pattern.compile("[a-z_0-9]+( [^{};]*)?[;{]|}");

    @TempDir
    Path folder;

    @Test
    void theUnitGivesTheRightsAndTheTimeOfAPod() throws IOException {
        assertThat(Files.readAllLines(UNIT))
                .contains(
                        "User=segue",
                        "NoNewPrivileges=true",
                        "CapabilityBoundingSet=",
                        "ProtectSystem=strict",
                        "PrivateTmp=true",
                        "StateDirectory=segue",
                        "WorkingDirectory=/var/lib/segue",
                        "ExecStart=/usr/bin/java -jar /opt/segue/quarkus-run.jar",
                        "TimeoutStopSec="
                                + TestingManifests.of("several")
                                        .one("Deployment")
                                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                                        .asText());
    }

    /** Asked together with Segue, its embedded PostgreSQL would be gone before what needs it. */
    @Test
    void theUnitAsksOnlySegueToStop() throws IOException {
        assertThat(Files.readAllLines(UNIT)).contains("KillMode=mixed", "SuccessExitStatus=143", "Restart=on-failure");
    }

    @Test
    void systemdTakesTheUnit() throws Exception {
        assumeThat(isThere("systemd-analyze")).as("systemd is installed").isTrue();
        Path unit = Files.writeString(
                folder.resolve("segue.service"),
                Files.readString(UNIT)
                        .replace(
                                "/usr/bin/java",
                                Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString()));

        assertThat(run("systemd-analyze verify --man=no " + unit)).isEmpty();
    }

    @Test
    void nginxPassesOnWhatSegueNeedsAndNothingElse() throws IOException {
        List<String> directives = directives();

        assertThat(directives)
                .contains(
                        "proxy_pass http://segue;",
                        "proxy_set_header Host $http_host;",
                        "proxy_set_header X-Forwarded-For $remote_addr;",
                        "proxy_set_header X-Forwarded-Proto $scheme;",
                        "proxy_set_header X-Forwarded-Port $server_port;",
                        "client_max_body_size " + ofIngress("proxy-body-size") + ";",
                        "proxy_buffering " + ofIngress("proxy-buffering") + ";",
                        "proxy_read_timeout " + ofIngress("proxy-read-timeout") + "s;");
        assertThat(directives.stream().filter(directive -> directive.endsWith("{")))
                .hasSameSizeAs(directives.stream().filter("}"::equals).toList());
    }

    @Test
    void nginxTakesItsFile() throws Exception {
        assumeThat(isThere("nginx")).as("nginx is installed").isTrue();
        run(
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=segue.example.com -days 1"
                        + " -keyout privkey.pem -out fullchain.pem");
        Files.writeString(
                folder.resolve("segue.conf"), Files.readString(NGINX).replace("/etc/ssl/segue", folder.toString()));
        Path all = Files.writeString(
                folder.resolve("nginx.conf"),
                "pid nginx.pid; error_log stderr; events {} http { access_log off; client_body_temp_path a; proxy_temp_path b;"
                        + " fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e; include segue.conf; }");

        assertThat(run("nginx -t -q -c " + all + " -p " + folder)).doesNotContain("[emerg]", "[warn]");
    }

    @Test
    void keycloakIsToldItsAddressItsProxyAndADatabase() throws IOException {
        Properties told = new Properties();
        try (var in = Files.newBufferedReader(Path.of("docs/keycloak/keycloak.conf"))) {
            told.load(in);
        }

        assertThat(told)
                .containsEntry("db", "postgres")
                .containsEntry("hostname", "https://keycloak.example.com")
                .containsEntry("proxy-headers", "xforwarded")
                .containsEntry("proxy-trusted-addresses", "127.0.0.1")
                .doesNotContainKey("db-password");
        assertThat(told.getProperty("db-url")).contains("sslmode=verify-full");
    }

    private static List<String> directives() throws IOException {
        String text = Files.readString(NGINX).replaceAll("(?m)#.*$", "").replaceAll("\\s+", " ");
        List<String> found = DIRECTIVE
                .matcher(text)
                .results()
                .map(directive -> directive.group().strip())
                .toList();
        assertThat(String.join(" ", found)).as("nothing between them").isEqualTo(text.strip());
        return found;
    }

    private static String ofIngress(String annotation) {
        return TestingManifests.of("several")
                .one("Ingress")
                .at("/metadata/annotations")
                .path("nginx.ingress.kubernetes.io/" + annotation)
                .asText();
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
    }

    private String run(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
