package io.segue;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.segue.cli.Cli;
import io.segue.platform.Sealer;
import io.segue.platform.embedded.EmbeddedDatabase;
import io.segue.platform.embedded.StartingDatabase;
import io.segue.platform.rotation.KeyMissingException;
import io.segue.sandbox.oidc.Account;
import io.segue.sandbox.oidc.LightOidcServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/**
 * Where everything starts: checks what only an operator can give, starts the embedded database if no other is named, and
 * in dev mode the light OIDC server.
 * With the argument "migrate" it brings the schema to this version and ends (docs/operations.md, "Upgrade"). With "cli" it
 * is the command-line client (docs/cli.md): nothing else of it starts, no configuration of a server is read.
 */
@QuarkusMain
public class Segue {

    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    private static final String OIDC_URL = "quarkus.oidc.auth-server-url";
    private static final String MIGRATE = "migrate";
    private static final String CLI = "cli";

    public static void main(String... args) {
        if (args.length > 0 && args[0].equals(CLI)) {
            System.exit(Cli.run(Arrays.copyOfRange(args, 1, args.length)));
        }
        Config config = ConfigProvider.getConfig();
        boolean onlyMigrates = List.of(args).equals(List.of(MIGRATE));
        if (isPackaged()) {
            refuse(args.length > 0 && !onlyMigrates ? List.of(unknown(args)) : List.of());
            refuse(onlyMigrates ? List.of() : missingIn(config));
        }
        if (config.getOptionalValue(JDBC_URL, String.class).isEmpty()) {
            startDatabase(config);
        }
        if (isDevMode() && config.getOptionalValue(OIDC_URL, String.class).isEmpty()) {
            LightOidcServer.start(Account.SANDBOX).configuration().forEach(System::setProperty);
        }
        if (onlyMigrates) {
            migrateAndEnd();
        }
        if (isPackaged()) {
            new StateSecret(config).configuration().forEach(System::setProperty);
            // Given to run(), Quarkus would leave to it to say what went wrong; so Quarkus says it first.
            ApplicationLifecycleManager.setDefaultExitCodeHandler(Segue::end);
        }
        Quarkus.run(args);
    }

    private static void refuse(List<String> reasons) {
        if (!reasons.isEmpty()) {
            System.err.println("Segue does not start:");
            reasons.forEach(line -> System.err.println("  - " + line));
            System.err.println("See docs/operations.md, \"Running it for real\".");
            System.exit(1);
        }
    }

    private static String unknown(String... args) {
        return "Expected no argument, or \"" + MIGRATE + "\", or \"" + CLI + "\" with a command, got " + List.of(args)
                + ".";
    }

    /** Quarkus ends by itself when its databases are ready; nobody signs in until then. */
    private static void migrateAndEnd() {
        System.setProperty("quarkus.init-and-exit", "true");
        System.setProperty("quarkus.flyway.migrate-at-start", "true");
        System.setProperty("quarkus.oidc.tenant-enabled", "false");
    }

    /** Quarkus has logged what went wrong; what an operator can do about it is said last. */
    private static void end(int code, @Nullable Throwable failure) {
        if (causes(failure).anyMatch(FlywayValidateException.class::isInstance)) {
            System.err.println("Segue does not start: the database's schema is not the one that this version needs."
                    + " Run this version with the argument \"" + MIGRATE
                    + "\" first; it needs the owner's user name and"
                    + " password. See docs/operations.md, \"Upgrade\".");
        }
        causes(failure)
                .filter(KeyMissingException.class::isInstance)
                .forEach(cause -> System.err.println("Segue does not start: " + cause.getMessage()));
        System.exit(code);
    }

    private static Stream<Throwable> causes(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** The launch mode is not known before Quarkus runs, but only a packaged application has this class loader. */
    private static boolean isPackaged() {
        return isLoadedBy("io.quarkus.bootstrap.runner.");
    }

    /** Nor has anything else this one: not a package of another kind either, in which nobody may sign in unasked. */
    private static boolean isDevMode() {
        return isLoadedBy("io.quarkus.bootstrap.classloading.");
    }

    private static boolean isLoadedBy(String loaders) {
        return Segue.class.getClassLoader().getClass().getName().startsWith(loaders);
    }

    static List<String> missingIn(Config config) {
        List<String> missing = new ArrayList<>();
        if (config.getOptionalValue(OIDC_URL, String.class).isEmpty()) {
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
                Sealer.check(
                        Optional.of(masterKey),
                        config.getOptionalValues("segue.master-key.previous", String.class)
                                .orElse(List.of()),
                        config.getOptionalValue("segue.master-key.next", String.class));
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
        // What is tried out in dev mode need not outlive the machine's power.
        boolean durable = isPackaged();
        StartingDatabase.begin(() -> EmbeddedDatabase.start(Path.of(folder, "postgresql"), port, durable));
    }
}
