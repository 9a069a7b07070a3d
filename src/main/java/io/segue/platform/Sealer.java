package io.segue.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Seals secrets with AES-256-GCM under the master key. A sealed value is {@code version (1 byte) | key id (4 bytes) |
 * nonce (12) | ciphertext and tag}; its purpose, tenant and row are associated data, so it opens only where it was sealed.
 * While the master key is being changed, values under the keys beside it open too (docs/decisions/0031).
 */
@ApplicationScoped
public class Sealer {

    /** In the open in this repository, so good for development and tests only: production refuses it. */
    public static final String SAMPLE_KEY = "c2VndWUtc2FtcGxlLWtleS1vbmx5LWZvci1kZXYtdXM=";

    private static final String SETTING = "segue.master-key.";
    private static final byte VERSION = 1;
    private static final int HEADER = 1 + MasterKey.ID_BYTES;

    private final MasterKey current;
    private final List<MasterKey> previous;
    private final Map<String, MasterKey> known = new LinkedHashMap<>();

    Sealer(MasterKeyConfig config) {
        current = MasterKey.read(SETTING + "value", config.value().orElse(""));
        previous = config.previous().orElse(List.of()).stream()
                .map(key -> MasterKey.read(SETTING + "previous", key))
                .filter(key -> !key.name().equals(current.name()))
                .toList();
        config.next().map(key -> MasterKey.read(SETTING + "next", key)).ifPresent(key -> known.put(key.name(), key));
        previous.forEach(key -> known.put(key.name(), key));
        known.put(current.name(), current);
    }

    /** Throws {@link IllegalArgumentException} with a sentence for the operator when one of them is no master key. */
    public static void check(Optional<String> value, List<String> previous, Optional<String> next) {
        value.ifPresent(key -> MasterKey.read(SETTING + "value", key));
        previous.forEach(key -> MasterKey.read(SETTING + "previous", key));
        next.ifPresent(key -> MasterKey.read(SETTING + "next", key));
    }

    public byte[] seal(Secret secret, SealPurpose purpose) {
        return seal(secret.bytes(), purpose);
    }

    public byte[] seal(byte[] clear, SealPurpose purpose) {
        try {
            byte[] sealed = current.encrypt(clear, purpose.associatedData());
            return ByteBuffer.allocate(HEADER + sealed.length)
                    .put(VERSION)
                    .put(current.id())
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
        MasterKey key = keyOf(sealed).orElseThrow(() -> new SealBrokenException(purpose, null));
        try {
            return key.decrypt(Arrays.copyOfRange(sealed, HEADER, sealed.length), purpose.associatedData());
        } catch (GeneralSecurityException e) {
            throw new SealBrokenException(purpose, e);
        }
    }

    /** Seals again, under the key of now, what opens. */
    public byte[] sealAgain(byte[] sealed, SealPurpose purpose) {
        return seal(openBytes(sealed, purpose), purpose);
    }

    /** Ids of the keys before: what lies sealed under one of them is to be sealed again. */
    public List<byte[]> previousIds() {
        return previous.stream().map(MasterKey::id).toList();
    }

    public boolean isUnderPrevious(byte[] sealed) {
        return keyOf(sealed).filter(previous::contains).isPresent();
    }

    /** Ids, in hexadecimal, of every key that opens here. */
    public Set<String> knownIds() {
        return Set.copyOf(known.keySet());
    }

    /** What fingerprints were made with before they had a key of their own: it came from the master key of then. */
    byte[] formerFingerprintKey(byte[] sealedThen) {
        return keyOf(sealedThen).orElse(current).derive("fingerprint");
    }

    private Optional<MasterKey> keyOf(byte[] sealed) {
        return sealed.length <= HEADER || sealed[0] != VERSION
                ? Optional.empty()
                : Optional.ofNullable(known.get(HexFormat.of().formatHex(sealed, 1, HEADER)));
    }
}
