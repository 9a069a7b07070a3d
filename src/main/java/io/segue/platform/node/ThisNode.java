package io.segue.platform.node;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** This process, by a name that no other has or had; what it claims is claimed in this name. */
@Singleton
public class ThisNode {

    private final String id = UUID.randomUUID().toString();
    private final String version;

    ThisNode(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
    }

    public String id() {
        return id;
    }

    public String version() {
        return version;
    }

    public String java() {
        return Runtime.version().toString();
    }

    /** The name of the machine or of the pod, and the process on it: two copies may share a machine. */
    public String host() {
        return machine() + ":" + ProcessHandle.current().pid();
    }

    private static String machine() {
        String given = System.getenv("HOSTNAME");
        if (given != null && !given.isBlank()) {
            return given;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed";
        }
    }
}
