package io.segue.platform;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One master key: what is used is derived from it, and its id, which is not secret, names it. */
final class MasterKey {

    static final int ID_BYTES = 4;

    private static final int KEY_BYTES = 32;

    private final byte[] key;
    private final byte[] id;
    private final AesGcmJce cipher;

    private MasterKey(byte[] key) {
        this.key = key;
        this.id = Arrays.copyOf(derive("key id"), ID_BYTES);
        this.cipher = cipher(derive("seal"));
    }

    /** It writes the nonce before the ciphertext, and the tag behind. */
    static AesGcmJce cipher(byte[] key) {
        try {
            return new AesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this Java", e);
        }
    }

    /** Throws {@link IllegalArgumentException} with a sentence for the operator, who knows the setting by its name. */
    static MasterKey read(String setting, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length < KEY_BYTES) {
            throw new IllegalArgumentException("Reading " + setting + ": expected at least " + KEY_BYTES
                    + " bytes in base64, got " + key.length
                    + ". The operator makes one with: openssl rand -base64 32");
        }
        return new MasterKey(key);
    }

    byte[] id() {
        return id.clone();
    }

    String name() {
        return HexFormat.of().formatHex(id);
    }

    byte[] encrypt(byte[] clear, byte[] associatedData) throws GeneralSecurityException {
        return cipher.encrypt(clear, associatedData);
    }

    byte[] decrypt(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
        return cipher.decrypt(sealed, associatedData);
    }

    byte[] derive(String use) {
        return hmac(key, ("segue " + use).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
