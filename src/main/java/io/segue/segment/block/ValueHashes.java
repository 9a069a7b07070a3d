package io.segue.segment.block;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How the values of one tenant are hashed, under a key of this installation: without it nobody can try out whose hash it is,
 * and two tenants' hashes of one value have nothing in common.
 */
final class ValueHashes {

    private final byte[] hashKey;
    private final SipHash marks;

    ValueHashes(byte[] installationKey, long tenant) {
        this.hashKey = hmac(installationKey, "hash of tenant " + tenant);
        ByteBuffer markKey = ByteBuffer.wrap(hmac(installationKey, "mark of tenant " + tenant));
        this.marks = new SipHash(markKey.getLong(), markKey.getLong());
    }

    /** HMAC-SHA256: what decides. */
    byte[] hash(String value) {
        return hmac(hashKey, value);
    }

    /** A short hash that costs next to nothing: what does not have it need not be hashed in full. */
    long mark(String value) {
        return marks.of(value);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java", e);
        }
    }
}
