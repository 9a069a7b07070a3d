package io.segue.launchdarkly.webhook;

import io.segue.platform.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code X-LD-Signature}: the HMAC-SHA256 of the raw body in lower-case hexadecimal digits, keyed with the
 * webhook's secret as text. It has no time in it.
 *
 * @see <a href="https://launchdarkly.com/docs/home/infrastructure/webhooks">LaunchDarkly's page on webhooks</a>
 */
record LaunchDarklySignature(byte[] mac) {

    static final String HEADER = "X-LD-Signature";

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_LIVE_SECRETS = 2;
    private static final Secret NO_ONES = new Secret("no tenant has this secret");
    private static final LaunchDarklySignature NONE = new LaunchDarklySignature(new byte[32]);

    /** Empty when the header is not there exactly once, or is none. */
    static Optional<LaunchDarklySignature> in(List<String> headers) {
        return headers.size() == 1 && HEX.matcher(headers.get(0).strip()).matches()
                ? Optional.of(new LaunchDarklySignature(
                        HexFormat.of().parseHex(headers.get(0).strip())))
                : Optional.empty();
    }

    /** True for a signature that one of the secrets made; what is no signature takes as long. */
    static boolean isGenuine(Optional<LaunchDarklySignature> signature, List<Secret> secrets, byte[] body) {
        boolean matches = signature.orElse(NONE).isMadeWith(secrets, body);
        return matches && signature.isPresent() && !secrets.isEmpty();
    }

    /** Every secret is tried, in constant time, and always as many as can be live at once. */
    private boolean isMadeWith(List<Secret> secrets, byte[] body) {
        boolean matches = false;
        for (int i = 0; i < Math.max(MOST_LIVE_SECRETS, secrets.size()); i++) {
            Secret secret = i < secrets.size() ? secrets.get(i) : NO_ONES;
            matches |= MessageDigest.isEqual(mac, mac(secret, body)) & i < secrets.size();
        }
        return matches;
    }

    private static byte[] mac(Secret secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing from this Java", e);
        }
    }
}
