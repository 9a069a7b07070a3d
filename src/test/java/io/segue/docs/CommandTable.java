package io.segue.docs;

import static io.segue.docs.CommandRow.curl;
import static io.segue.docs.CommandRow.elsewhere;
import static io.segue.docs.CommandRow.nobody;
import static io.segue.docs.CommandRow.question;
import static io.segue.docs.CommandRow.refused;
import static io.segue.docs.CommandRow.shell;

import java.util.List;

/** Every shell command of the documentation, and who executes it. {@link CommandsTest} fails when one is missing here. */
final class CommandTable {

    private static final String TESTS = "src/test/java/io/segue/";
    private static final String PRODUCTION = TESTS + "TestingProduction.java";
    private static final String CLI = TESTS + "CliIT.java";
    private static final String LONG = ".ci/long";
    private static final String SERVICE = "it needs root and a machine that systemd runs; HostFilesTest reads the unit";
    private static final String STAYS = "it runs until somebody stops it, on ports that others may have";

    static final List<CommandRow> ROWS = List.of(
            // Building and testing.
            elsewhere("./mvnw quarkus:dev", ".ci/dev", "./mvnw quarkus:dev"),
            nobody("./mvnw quarkus:dev -Ddebug", STAYS),
            elsewhere("docs/keycloak/run.sh", ".ci/keycloak", "docs/keycloak/run.sh <"),
            elsewhere("./mvnw verify", ".ci/run", "./mvnw -B -ntp verify"),
            elsewhere(
                    "./mvnw -Pkeycloak -Donly=keycloak dependency:unpack@keycloak failsafe:integration-test failsafe:verify",
                    ".ci/run",
                    "./mvnw -B -ntp -Pkeycloak -Donly=keycloak dependency:unpack@keycloak failsafe:integration-test"
                            + " failsafe:verify"),
            elsewhere("./mvnw verify -Pkeycloak", LONG, "./mvnw -B -ntp verify -Pkeycloak"),
            elsewhere("./mvnw verify -Pwide", LONG, "./mvnw -B -ntp verify -Pwide"),
            elsewhere("./mvnw package", ".ci/run", "./mvnw -B -ntp verify"),
            elsewhere("./mvnw -Dtest=RateLimitTest test", LONG, "./mvnw -B -ntp -Dtest=RateLimitTest test"),
            elsewhere("./mvnw verify -Plong", LONG, "./mvnw -B -ntp verify -Plong"),
            elsewhere("./mvnw verify -Pkill", LONG, "./mvnw -B -ntp verify -Pkill\n"),
            elsewhere(
                    "./mvnw verify -Pkill -Dit.test=WholeKillMatrixIT \"-Dsegue.cells=F14 .*\"",
                    LONG,
                    "./mvnw -B -ntp verify -Pkill -Dit.test=WholeKillMatrixIT \"-Dsegue.cells=F14 .*\""),
            elsewhere(
                    "./mvnw test -Dtest=ConvergenceTest -Dsegue.seed=17871054073879",
                    LONG,
                    "./mvnw -B -ntp test -Dtest=ConvergenceTest -Dsegue.seed=17871054073879"),
            elsewhere("./mvnw -Pscreenshots test", LONG, "./mvnw -B -ntp -Pscreenshots test"),
            elsewhere("./mvnw -Dtest=PageTimes test", LONG, "./mvnw -B -ntp -Dtest=PageTimes test"),
            elsewhere("./mvnw -Pbench -DskipTests package", LONG, "./mvnw -B -ntp -Pbench -DskipTests package"),
            elsewhere(
                    "./mvnw -q -Pbench -DskipTests package exec:exec@bench -Dbench.args=\"--members 100000\"",
                    LONG,
                    "./mvnw -q -Pbench -DskipTests package exec:exec@bench -Dbench.args=\"--members 100000\""),
            elsewhere(
                    "./mvnw -q -Pbench exec:exec@bench -Dbench.args=\"--members 1000000 --repeat 5\"",
                    LONG,
                    "./mvnw -q -Pbench exec:exec@bench -Dbench.args=\"--members 1000000 --repeat 5\""),
            elsewhere(
                    "./mvnw -q -Pbench exec:exec@bench -Dbench.xmx=6g -Dbench.args=\"--members 10000000 --scenarios S8\"",
                    LONG,
                    "./mvnw -q -Pbench exec:exec@bench -Dbench.xmx=6g -Dbench.args=\"--members 10000000 --scenarios S8\""),
            shell("npm ci --prefix src/bench/node"),
            elsewhere(
                    "./mvnw -Dmaven.test.skip=true package",
                    TESTS + "ReproducibleIT.java",
                    "\"./mvnw\", \"-q\", \"-B\", \"-ntp\", \"-Dmaven.test.skip=true\", \"package\""),
            elsewhere("./mvnw -q -DskipTests package", "docs/keycloak/run.sh", "./mvnw -B -ntp -DskipTests package"),
            nobody("./mvnw -q resources:resources", "a build inside of a build; every build does it"),
            nobody("./mvnw test-compile", "it is named because it does not do what one expects"),
            nobody(".ci/run", "it is what runs all of this"),
            nobody(".ci/long", "it is what runs the longer ones"),
            elsewhere(".ci/postgresql-client", ".ci/run", ".ci/postgresql-client ||"),
            elsewhere("apt-get install chromium", ".ci/run", "install chromium ||"),
            elsewhere("apt-get install npm", ".ci/run", "install --no-install-recommends npm ||"),
            elsewhere("npm ci", TESTS + "flags/reporter/TestingNpm.java", "run(\"ci\")"),
            elsewhere("npm run build", "reporter/package.json", "\"check\": \"node build.js --check"),
            elsewhere(
                    "npm run check",
                    TESTS + "flags/reporter/ReporterPackageTest.java",
                    "TestingNpm.run(\"run\", \"check\")"),
            elsewhere("./mvnw -q -Pbench exec:exec@bench", LONG, "./mvnw -q -Pbench exec:exec@bench\n"),
            elsewhere(
                    "./mvnw -q -Pbench exec:exec@bench -Dbench.args=\"--repeat 5\"",
                    LONG,
                    "./mvnw -q -Pbench exec:exec@bench -Dbench.args=\"--repeat 5\""),

            // Running it.
            shell("openssl rand -base64 32"),
            shell("date -u"),
            elsewhere(
                    "java -jar target/quarkus-app/quarkus-run.jar migrate",
                    TESTS + "MigrateIT.java",
                    "configuration.get(\"quarkus.flyway.password\")), \"migrate\")"),
            elsewhere(
                    "java -jar quarkus-app/quarkus-run.jar migrate",
                    TESTS + "MigrateIT.java",
                    "configuration.get(\"quarkus.flyway.password\")), \"migrate\")"),
            elsewhere(
                    "export QUARKUS_OIDC_AUTH_SERVER_URL=https://keycloak.example.com/realms/segue",
                    PRODUCTION,
                    "\"QUARKUS_OIDC_AUTH_SERVER_URL\","),
            elsewhere("export QUARKUS_OIDC_CLIENT_ID=segue", PRODUCTION, "\"QUARKUS_OIDC_CLIENT_ID\","),
            elsewhere("export QUARKUS_OIDC_CREDENTIALS_SECRET=…", PRODUCTION, "\"QUARKUS_OIDC_CREDENTIALS_SECRET\","),
            shell("export SEGUE_MASTER_KEY_VALUE=\"$(openssl rand -base64 32)\""),
            elsewhere("export SEGUE_URL=https://segue.example.com", CLI, "\"SEGUE_URL\""),
            elsewhere(
                    "java -jar target/quarkus-app/quarkus-run.jar",
                    TESTS + "TestingPackage.java",
                    "\"-jar\", System.getProperty(\"segue.jar\")"),
            elsewhere(
                    "export QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://db.example.com:5432/segue",
                    TESTS + "MigrateIT.java",
                    "\"QUARKUS_DATASOURCE_JDBC_URL\","),
            elsewhere(
                    "export QUARKUS_DATASOURCE_USERNAME=segue_app",
                    TESTS + "MigrateIT.java",
                    "\"QUARKUS_DATASOURCE_USERNAME\","),
            elsewhere(
                    "export QUARKUS_DATASOURCE_PASSWORD=…",
                    TESTS + "MigrateIT.java",
                    "\"QUARKUS_DATASOURCE_PASSWORD\","),
            elsewhere(
                    "export QUARKUS_FLYWAY_USERNAME=segue_owner",
                    TESTS + "MigrateIT.java",
                    "\"QUARKUS_FLYWAY_USERNAME\","),
            elsewhere("export QUARKUS_FLYWAY_PASSWORD=…", TESTS + "MigrateIT.java", "\"QUARKUS_FLYWAY_PASSWORD\","),
            elsewhere(
                    "export QUARKUS_DATASOURCE_JDBC_URL=\"jdbc:postgresql://db.example.com:5432/segue?sslmode=verify-full"
                            + "&sslrootcert=/etc/segue/database-ca.pem\"",
                    TESTS + "docs/RolesTest.java",
                    "\"?sslmode=verify-full&sslrootcert=\" + authority"),
            nobody("sudo useradd --system --home-dir /var/lib/segue --shell /usr/sbin/nologin segue", SERVICE),
            nobody("sudo cp docs/systemd/segue.service /etc/systemd/system/", SERVICE),
            nobody("sudo systemctl daemon-reload", SERVICE),
            nobody("sudo systemctl enable --now segue", SERVICE),
            nobody("journalctl --unit=segue", SERVICE),
            elsewhere("nginx -t", TESTS + "deploy/HostFilesTest.java", "\"nginx -t -q -c "),
            elsewhere("kc.sh build", TESTS + "TestingKeycloak.java", "run(\"build\")"),
            elsewhere(
                    "kc.sh start --optimized --import-realm",
                    TESTS + "TestingKeycloak.java",
                    "run(\"start\", \"--optimized\", \"--import-realm\")"),

            // The database.
            elsewhere(
                    "psql -v owner_password=… -v app_password=… -f docs/roles.sql",
                    TESTS + "docs/RolesTest.java",
                    "\"psql -v owner_password=… -v app_password=… -f docs/roles.sql\""),
            elsewhere(
                    "pg_dump --host=db.example.com --port=5432 --username=postgres --format=custom --file=segue.dump segue",
                    TESTS + "backup/DumpTest.java",
                    "\"pg_dump\", old, \"--format=custom\", \"--file=\" + dump, \"segue\""),
            elsewhere(
                    "pg_restore --host=new.example.com --port=5432 --username=postgres --exit-on-error --dbname=segue segue.dump",
                    TESTS + "backup/DumpTest.java",
                    "\"pg_restore\", restored, \"--exit-on-error\", \"--dbname=segue\", dump"),
            nobody("pg_createcluster 18 segue", "it needs root, and Debian's package of the server"),
            question(
                    "select pid, now() - xact_start, left(query, 80) from pg_stat_activity where wait_event_type = 'Lock'"),
            question("select pid, state, wait_event, now() - xact_start, left(query, 80) from pg_stat_activity where"
                    + " application_name = 'segue' order by xact_start"),

            // Kubernetes, images, vulnerabilities.
            nobody("kubectl apply -f k8s/base/namespace.yaml", "it needs a cluster; ManifestsTest reads the file"),
            shell(
                    "kubectl -n segue create secret generic segue --from-literal=master-key=\"$(openssl rand -base64 32)\""
                            + " --from-literal=oidc-secret=… --from-literal=database-password=… --from-literal=mail-password=…"),
            shell("kubectl -n segue create secret generic segue-owner --from-literal=user-name=segue_owner"
                    + " --from-literal=password=…"),
            shell("kubectl -n segue create secret tls segue-tls --cert=… --key=…"),
            elsewhere("kubectl kustomize", TESTS + "deploy/KustomizeTest.java", "kubectl(\"kustomize\", folder"),
            nobody(
                    "kubectl apply -k k8s/overlays/several",
                    "it needs a cluster; KustomizeTest has kubectl build the overlay, ManifestsTest reads it"),
            nobody(
                    "kubectl -n segue delete job segue-migrate --ignore-not-found",
                    "it needs a cluster; that there is such a job is looked for"),
            elsewhere(
                    "export BUILD_IMAGE=docker.io/library/eclipse-temurin@sha256:…"
                            + " RUNTIME_IMAGE=docker.io/library/eclipse-temurin@sha256:…",
                    TESTS + "deploy/ImageTest.java",
                    "\"BUILD_IMAGE\", build.replace(\"@sha256\", DIGEST), \"RUNTIME_IMAGE\","),
            shell("export SEGUE_MASTER_KEY=\"$(openssl rand -base64 32)\""),
            nobody(
                    "docker compose -f docs/compose/compose.yaml up --build",
                    "it needs a container engine; ComposeTest reads the file"),
            nobody(
                    "docker buildx imagetools inspect docker.io/library/eclipse-temurin:17-jdk --format"
                            + " '{{.Manifest.Digest}}'",
                    "it needs the registry"),
            nobody(
                    "docker buildx imagetools inspect docker.io/library/eclipse-temurin:17-jre --format"
                            + " '{{.Manifest.Digest}}'",
                    "it needs the registry"),
            nobody(
                    "docker build -f src/main/docker/Dockerfile --build-arg"
                            + " BUILD_IMAGE=docker.io/library/eclipse-temurin@sha256:… --build-arg"
                            + " RUNTIME_IMAGE=docker.io/library/eclipse-temurin@sha256:… -t"
                            + " registry.example.com/segue:0.1.0 .",
                    "it needs a container engine; ImageTest reads the file"),
            nobody("trivy sbom target/quarkus-run-cyclonedx.json", "it needs a feed of vulnerabilities"),
            nobody("grype sbom:target/quarkus-run-cyclonedx.json", "it needs a feed of vulnerabilities"),

            // The API, and what answers in its place.
            refused("curl -i -X POST https://segue.example.com/hooks/heap/x", 403),
            refused(
                    "curl -sS -o /dev/null -w '%{http_code}\\n' https://app.launchdarkly.com/api/v2/caller-identity",
                    401),
            curl("curl -H \"Authorization: Bearer $SEGUE_TOKEN\" https://segue.example.com/api/v1/segments"),
            curl("curl -H \"Authorization: Bearer $SEGUE_TOKEN\""
                    + " \"https://segue.example.com/api/v1/runs?state=failed&limit=50\""),
            curl(
                    "curl -i -H \"Authorization: Bearer $SEGUE_TOKEN\" https://segue.example.com/api/v1/connections/con_…"),
            curl("curl -X PUT -H \"Authorization: Bearer $SEGUE_TOKEN\" -H 'If-Match: \"Zk3…\"' -H \"Content-Type:"
                    + " application/json\" -d '{\"name\":\"Production\"}'"
                    + " https://segue.example.com/api/v1/connections/con_…"),
            curl(
                    "run=$(curl -s -X POST -H \"Authorization: Bearer $SEGUE_TOKEN\" -H \"Content-Type: application/json\" -H"
                            + " \"Idempotency-Key: $(uuidgen)\" -d '{}' https://segue.example.com/api/v1/segments/seg_…/runs | jq"
                            + " -r .id)"),
            curl("""
                    while :; do
                    state=$(curl -s -H "Authorization: Bearer $SEGUE_TOKEN" "https://segue.example.com/api/v1/runs/$run?wait=50" | jq -r .state)
                    case $state in succeeded|failed|cancelled) break ;; esac
                    done"""),
            curl(
                    "curl --silent --show-error --fail-with-body \"$SEGUE_URL/api/v1/plan\" --header \"Authorization: Bearer"
                            + " $SEGUE_TOKEN\" --header \"Content-Type: application/yaml\" --data-binary @segue.yaml"),
            curl(
                    "curl --silent --show-error --fail-with-body \"$SEGUE_URL/api/v1/apply\" --header \"Authorization: Bearer"
                            + " $SEGUE_TOKEN\" --header \"Content-Type: application/yaml\" --header \"If-Match:"
                            + " \\\"$FINGERPRINT\\\"\" --data-binary @segue.yaml"),
            curl("curl --silent --show-error --fail-with-body \"$SEGUE_URL/api/v1/export\" --header \"Authorization:"
                    + " Bearer $SEGUE_TOKEN\" > segue.yaml"),
            curl("curl -sS -o /dev/null -w '%{http_code}\\n' https://heapanalytics.com"),

            // The command line.
            elsewhere("export SEGUE_TOKEN=…", CLI, "\"SEGUE_TOKEN\""),
            shell("alias segue='java -jar target/quarkus-app/quarkus-run.jar cli'"),
            elsewhere("segue status", CLI, "segue(\"status\")"),
            elsewhere("segue segments --name power", CLI, "segue(\"segments\", \"--name\", \"47\")"),
            elsewhere(
                    "segue sync \"Power users\" --connection Production --wait --timeout 10m",
                    CLI,
                    "segue(\"sync\", SEGMENT, \"--connection\", \"Production\", \"--wait\", \"--timeout\", \"10m\""),
            elsewhere("segue wait run_… --timeout 15m", CLI, "segue(\"wait\", run, \"--timeout\", \"15m\")"),
            elsewhere("segue export --output segue.yaml", CLI, "segue(\"export\", \"--output\", \"exported.yaml\")"),
            elsewhere("segue plan segue.yaml", CLI, "segue(\"plan\", \"exported.yaml\")"),
            elsewhere("segue plan segue.yaml --check", CLI, "segue(\"plan\", \"segue.yaml\", \"--check\")"),
            elsewhere("segue apply segue.yaml", CLI, "segue(\"apply\", \"segue.yaml\")"),
            elsewhere(
                    "segue apply segue.yaml --fingerprint p0vYyK3m0b6xRr8D3fJk2w.300",
                    CLI,
                    "segue(\"apply\", \"empty.yaml\", \"--fingerprint\", fingerprint)"));

    private CommandTable() {}
}
