package io.segue.heap;

import io.segue.platform.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code Heap-Hash: ts:<epoch milliseconds>,hmac:<base64 HMAC-SHA256>}: the MAC of the digits of ts followed
 * by the raw body, keyed with the webhook secret as text.
 *
 * @see <a href="https://github.com/heap/heap-partner-api-reference/blob/master/webhook_spec.yaml">Heap's webhook spec</a>
 */
record HeapSignature(String timestamp, byte[] mac) {

    static final String HEADER = "Heap-Hash";

    /** Ten digits are seconds, thirteen milliseconds; others would let the end of ts pass for the start of the body. */
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{10}|[0-9]{13}");

    private static final int MAC_BYTES = 32;
    private static final int MOST_LIVE_SECRETS = 2;
    private static final Secret NO_ONES = new Secret("no tenant has this secret");

    /** Empty when the header is malformed: parts are found by name, spaces around them do not count. */
    static Optional<HeapSignature> parse(String header) {
        Optional<String> timestamp =
                part(header, "ts").filter(ts -> TIMESTAMP.matcher(ts).matches());
        Optional<byte[]> mac = part(header, "hmac").flatMap(HeapSignature::decode);
        return timestamp.isPresent() && mac.isPresent()
                ? Optional.of(new HeapSignature(timestamp.get(), mac.get()))
                : Optional.empty();
    }

    private static Optional<String> part(String header, String name) {
        return parts(header, name)
                .findFirst()
                .map(part -> part.substring(name.length() + 1).strip());
    }

    private static Stream<String> parts(String header, String name) {
        return Stream.of(header.split(",", -1)).map(String::strip).filter(part -> part.startsWith(name + ":"));
    }

    /** How often a part is named: more than one MAC or time is no signature that Heap makes. */
    static long count(String header, String name) {
        return parts(header, name).count();
    }

    Instant signedAt() {
        long number = Long.parseLong(timestamp);
        return timestamp.length() == 10 ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    /**
     * True when one of the secrets made it. Every secret is tried, in constant time, and always as many as can be live
     * at once: how long it takes tells nothing of a rotation.
     */
    boolean isMadeWith(List<Secret> secrets, byte[] body) {
        boolean matches = false;
        for (int i = 0; i < Math.max(MOST_LIVE_SECRETS, secrets.size()); i++) {
            boolean isLive = i < secrets.size();
            byte[] expected = sign(isLive ? secrets.get(i) : NO_ONES, timestamp, body);
            matches |= MessageDigest.isEqual(mac, expected) & isLive;
        }
        return matches;
    }

    static byte[] sign(Secret secret, String timestamp, byte[] body) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            hmac.update(timestamp.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return hmac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java", e);
        }
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            // One spelling only: no second text for the same bits.
            boolean isCanonical = Base64.getEncoder().encodeToString(bytes).equals(base64);
            return bytes.length == MAC_BYTES && isCanonical ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
