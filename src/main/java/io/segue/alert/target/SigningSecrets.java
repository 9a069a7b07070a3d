package io.segue.alert.target;

import io.segue.platform.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets of signed webhooks as Standard Webhooks wants them: {@code whsec_} and 32 random bytes in base64. */
final class SigningSecrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private SigningSecrets() {}

    static Secret make() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret("whsec_" + Base64.getEncoder().encodeToString(bytes));
    }
}
