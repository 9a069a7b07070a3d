package io.segue.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which Segue, and in whose name; the same for every command. */
class ServerOptions {

    private static final String URL = "SEGUE_URL";
    private static final String TOKEN = "SEGUE_TOKEN";
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]{1,512}");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The address of Segue; else the environment variable SEGUE_URL.")
    @Nullable
    String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file that holds the API token; else the environment variable SEGUE_TOKEN.")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The API token itself. Others on this machine can see it: use a file or the environment.")
    @Nullable
    String token;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment = System.getenv();

    Api connect() {
        URI server = server();
        String host = String.valueOf(server.getHost());
        if (server.getScheme().equals("http") && !HERE.contains(host)) {
            warn("the token goes to " + host + " unencrypted. Use https.");
        }
        return new Api(server, secret());
    }

    private URI server() {
        String given = Optional.ofNullable(url)
                .or(() -> Optional.ofNullable(environment.get(URL)))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> CliException.usage("expected the address of Segue: set " + URL + ", or say --url."));
        try {
            URI server = new URI(given.strip().replaceFirst("/+$", ""));
            boolean isWeb = "https".equals(server.getScheme()) || "http".equals(server.getScheme());
            if (isWeb && server.getHost() != null && server.getRawUserInfo() == null && server.getRawQuery() == null) {
                return server;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw CliException.usage(
                "expected an address such as https://segue.example.com, without a user name or a question mark.");
    }

    private String secret() {
        String found;
        if (token != null) {
            warn(
                    "a token on the command line can be seen by others on this machine, and is kept in the shell's history."
                            + " Use --token-file, or the environment variable " + TOKEN + ".");
            found = token;
        } else if (tokenFile != null) {
            found = read(tokenFile);
        } else {
            found = environment.getOrDefault(TOKEN, "");
        }
        if (found.isBlank()) {
            throw CliException.usage("expected an API token: set " + TOKEN + ", or say --token-file.");
        }
        if (!SENDABLE.matcher(found.strip()).matches()) {
            throw CliException.usage("expected an API token, got a text that can be none.");
        }
        return found.strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CliException.usage("expected to read the token from " + file + ", which is not possible.");
        }
    }

    private void warn(String words) {
        spec.commandLine().getErr().println("segue: warning: " + words);
    }
}
