package io.segue;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.segue.platform.EmbeddedDatabase;
import io.segue.platform.Sealer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where everything starts: checks what only an operator can give, starts the embedded database if no other is named. */
@QuarkusMain
public class Segue {

    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";

    public static void main(String... args) {
        Config config = ConfigProvider.getConfig();
        if (isPackaged()) {
            List<String> missing = missingIn(config);
            if (!missing.isEmpty()) {
                System.err.println("Segue does not start:");
                missing.forEach(line -> System.err.println("  - " + line));
                System.err.println("See docs/operations.md, \"Running it for real\".");
                System.exit(1);
            }
        }
        if (config.getOptionalValue(JDBC_URL, String.class).isEmpty()) {
            startDatabase(config);
        }
        Quarkus.run(args);
    }

    /** The launch mode is not known before Quarkus runs, but only a packaged application has this class loader. */
    private static boolean isPackaged() {
        return Segue.class.getClassLoader().getClass().getName().startsWith("io.quarkus.bootstrap.runner.");
    }

    static List<String> missingIn(Config config) {
        List<String> missing = new ArrayList<>();
        if (config.getOptionalValue("quarkus.oidc.auth-server-url", String.class)
                .isEmpty()) {
            missing.add("The OIDC server is not configured: set QUARKUS_OIDC_AUTH_SERVER_URL (and"
                    + " QUARKUS_OIDC_CLIENT_ID, QUARKUS_OIDC_CREDENTIALS_SECRET) to your Keycloak realm.");
        }
        String masterKey =
                config.getOptionalValue("segue.master-key.value", String.class).orElse("");
        if (masterKey.isEmpty()) {
            missing.add("The master key is not configured: set SEGUE_MASTER_KEY_VALUE to the output of"
                    + " 'openssl rand -base64 32', and keep a copy: without it no stored secret opens.");
        } else if (masterKey.equals(Sealer.SAMPLE_KEY)) {
            missing.add("The master key is the sample one from the repository: make your own with"
                    + " 'openssl rand -base64 32'.");
        } else {
            try {
                Sealer.decode(masterKey);
            } catch (IllegalArgumentException e) {
                missing.add(e.getMessage());
            }
        }
        return missing;
    }

    private static void startDatabase(Config config) {
        String folder =
                config.getOptionalValue("segue.data.folder", String.class).orElse("data");
        int port = config.getOptionalValue("segue.data.port", Integer.class).orElse(0);
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(folder, "postgresql"), port, true);
        database.configuration().forEach(System::setProperty);
        Runtime.getRuntime().addShutdownHook(new Thread(database::close, "embedded-database-stop"));
    }
}
