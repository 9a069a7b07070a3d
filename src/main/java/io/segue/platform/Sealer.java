package io.segue.platform;

import com.google.crypto.tink.subtle.AesGcmJce;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with AES-256-GCM under the master key. A sealed value is {@code version (1 byte) | key id (4 bytes) |
 * nonce (12) | ciphertext and tag}; its purpose, tenant and row are associated data, so it opens only where it was sealed.
 */
@ApplicationScoped
public class Sealer {

    /** In the open in this repository, so good for development and tests only: production refuses it. */
    public static final String SAMPLE_KEY = "c2VndWUtc2FtcGxlLWtleS1vbmx5LWZvci1kZXYtdXM=";

    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;

    private final AesGcmJce cipher;
    private final byte[] masterKey;
    private final byte[] keyId;

    Sealer(MasterKeyConfig config) throws GeneralSecurityException {
        masterKey = decode(config.value().orElse(""));
        cipher = new AesGcmJce(derive("seal"));
        keyId = Arrays.copyOf(derive("key id"), 4);
    }

    /** Reads a master key; throws {@link IllegalArgumentException} with a sentence for the operator when it is none. */
    public static byte[] decode(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length < KEY_BYTES) {
            throw new IllegalArgumentException("Reading segue.master-key.value: expected at least " + KEY_BYTES
                    + " bytes in base64, got " + key.length
                    + ". The operator makes one with: openssl rand -base64 32");
        }
        return key;
    }

    public byte[] seal(Secret secret, SealPurpose purpose) {
        return seal(secret.bytes(), purpose);
    }

    public byte[] seal(byte[] clear, SealPurpose purpose) {
        try {
            byte[] sealed = cipher.encrypt(clear, purpose.associatedData());
            return ByteBuffer.allocate(1 + keyId.length + sealed.length)
                    .put(VERSION)
                    .put(keyId)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Sealing a secret failed", e);
        }
    }

    public Secret open(byte[] sealed, SealPurpose purpose) {
        return new Secret(new String(openBytes(sealed, purpose), StandardCharsets.UTF_8));
    }

    /** Opens a sealed value; throws {@link SealBrokenException} when it was changed, moved or sealed under another key. */
    public byte[] openBytes(byte[] sealed, SealPurpose purpose) {
        int header = 1 + keyId.length;
        if (sealed.length <= header
                || sealed[0] != VERSION
                || !Arrays.equals(sealed, 1, header, keyId, 0, keyId.length)) {
            throw new SealBrokenException(purpose, null);
        }
        try {
            return cipher.decrypt(Arrays.copyOfRange(sealed, header, sealed.length), purpose.associatedData());
        } catch (GeneralSecurityException e) {
            throw new SealBrokenException(purpose, e);
        }
    }

    /** A keyed fingerprint: equal for equal secrets, telling nothing of them without the master key. */
    public byte[] fingerprint(Secret secret) {
        return hmac(derive("fingerprint"), secret.bytes());
    }

    private byte[] derive(String use) {
        return hmac(masterKey, ("segue " + use).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java", e);
        }
    }
}
