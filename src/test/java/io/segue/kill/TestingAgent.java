package io.segue.kill;

import io.segue.kill.agent.FailpointAgent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import net.bytebuddy.agent.builder.AgentBuilder;

/** The jar that a JVM takes as its agent, made of this build's test classes. */
record TestingAgent(Path jar) {

    private static final String PACKAGE = FailpointAgent.class.getPackageName().replace('.', '/') + "/";

    static TestingAgent make(Path folder) {
        Path jar = folder.resolve("failpoints.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), FailpointAgent.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        placeOf(AgentBuilder.class).toUri().toString());
        Path classes = placeOf(FailpointAgent.class);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> all = Files.list(classes.resolve(PACKAGE))) {
            for (Path each :
                    all.filter(path -> path.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new ZipEntry(PACKAGE + each.getFileName()));
                Files.copy(each, out);
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestingAgent(jar);
    }

    /** What a JVM is started with; it then calls this port before the product begins. */
    List<String> arguments(int port) {
        // Byte Buddy's own class files are of the future to some JDKs that the product runs on.
        return List.of("-Dnet.bytebuddy.experimental=true", "-javaagent:" + jar + "=" + port);
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
