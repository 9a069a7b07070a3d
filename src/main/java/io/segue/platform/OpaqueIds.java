package io.segue.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns our numbers into opaque, unguessable ids for the outside and back, such as {@code seg_1Hq…}: one AES block of
 * kind and number under a key of this installation. Nothing is stored, and an id made up by a caller is no number.
 */
@ApplicationScoped
public class OpaqueIds {

    /** What an id says behind its prefix. */
    public static final int BYTES = 16;

    private final InstallationKeys keys;
    private volatile @Nullable SecretKeySpec key;

    OpaqueIds(InstallationKeys keys) {
        this.keys = keys;
    }

    /** Prefix of three letters, underscore, 22 characters of base64url. */
    public String encode(String prefix, long number) {
        byte[] block = ByteBuffer.allocate(BYTES)
                .putInt(prefix.hashCode())
                .putInt(0)
                .putLong(number)
                .array();
        return prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(crypt(Cipher.ENCRYPT_MODE, block));
    }

    /** Empty when the text is no id of this kind and installation. */
    public OptionalLong decode(String prefix, String text) {
        if (text.length() != prefix.length() + 23 || !text.startsWith(prefix + "_")) {
            return OptionalLong.empty();
        }
        byte[] block;
        try {
            block = Base64.getUrlDecoder().decode(text.substring(prefix.length() + 1));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
        if (block.length != BYTES) {
            return OptionalLong.empty();
        }
        ByteBuffer clear = ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, block));
        if (clear.getInt() != prefix.hashCode() || clear.getInt() != 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(clear.getLong());
    }

    private byte[] crypt(int mode, byte[] block) {
        try {
            // A single block with a built-in check: ECB's weakness (equal blocks show) is just what an id is.
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, key());
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is missing from this Java", e);
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            known = new SecretKeySpec(keys.idKey(), "AES");
            key = known;
        }
        return known;
    }
}
