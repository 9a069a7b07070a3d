package io.segue.flags.reporter;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** One file of the reporter: where a page loads it from, and what the browser checks it against. */
public final class ReporterFile {

    private static final String HASH = "SHA-384";

    private final String path;
    private final byte[] content;

    ReporterFile(String path, byte[] content) {
        this.path = path;
        this.content = content.clone();
    }

    /** Below the address of this installation. The version is in it: what it names never changes. */
    public String path() {
        return path;
    }

    /** For the attribute {@code integrity} of a script element. */
    public String integrity() {
        try {
            byte[] digest = MessageDigest.getInstance(HASH).digest(content);
            return "sha384-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Hashing " + path + ": every Java has " + HASH + ", this one does not", e);
        }
    }

    byte[] content() {
        return content.clone();
    }
}
