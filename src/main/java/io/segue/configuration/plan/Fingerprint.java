package io.segue.configuration.plan;

import io.segue.configuration.document.Configuration;
import io.segue.configuration.document.ConfigurationWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plan was made of: the tenant as it was, the document, and how many members its dangerous steps take away. Runs
 * change that number all the time, so a tenth more is the same plan; more than that is another one.
 */
public record Fingerprint(String hash, long removes) {

    private static final Pattern WRITTEN = Pattern.compile("\"?([A-Za-z0-9_-]{22})\\.([0-9]{1,15})\"?");
    private static final int BYTES = 16;

    static Fingerprint of(long tenant, Configuration present, Configuration wanted, long removes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String text = tenant + "\n" + ConfigurationWriter.yaml(present) + "\0" + ConfigurationWriter.yaml(wanted);
            byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return new Fingerprint(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)), removes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java", e);
        }
    }

    /** Empty when it is none; as an entity tag it stands in quotes. */
    public static Optional<Fingerprint> read(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        return written.matches()
                ? Optional.of(new Fingerprint(written.group(1), Long.parseLong(written.group(2))))
                : Optional.empty();
    }

    /** Whether who has seen the plan of this one has seen what the other one does. */
    public boolean covers(Fingerprint other) {
        return hash.equals(other.hash) && other.removes <= removes + removes / 10;
    }

    @Override
    public String toString() {
        return hash + "." + removes;
    }
}
