package io.segue.flags.reporter;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reporter's files in every version that was ever released: a customer's page goes on asking for the one that it was
 * made for.
 */
@Singleton
public class ReporterFiles {

    /** The version that new snippets name; reporter/package.json has the same. */
    public static final String VERSION = "1.0.0";

    private static final String SCRIPT = "heap-flags.js";
    private static final String MODULE = "heap-flags.mjs";
    private static final Set<String> NAMES = Set.of(SCRIPT, MODULE);
    private static final Pattern VERSIONS = Pattern.compile("[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}");

    private final Map<String, ReporterFile> read = new ConcurrentHashMap<>();

    /** For a script element: it makes the global {@code heapFlags}. */
    public ReporterFile script() {
        return getFile(SCRIPT);
    }

    /** For a script element of type {@code module}, or an import. */
    public ReporterFile module() {
        return getFile(MODULE);
    }

    Optional<ReporterFile> find(String version, String name) {
        if (!NAMES.contains(name) || !VERSIONS.matcher(version).matches()) {
            return Optional.empty();
        }
        String path = "/reporter/" + version + "/" + name;
        return Optional.ofNullable(read.computeIfAbsent(path, ReporterFiles::read));
    }

    private ReporterFile getFile(String name) {
        return find(VERSION, name)
                .orElseThrow(() -> new IllegalStateException("Looking for the reporter's " + name + " " + VERSION
                        + ": expected it in this build, it is not there"));
    }

    private static @Nullable ReporterFile read(String path) {
        try (InputStream content = ReporterFiles.class.getResourceAsStream(path)) {
            return content == null ? null : new ReporterFile(path, content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + path + " of this build", e);
        }
    }
}
