package io.segue.launchdarkly.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector is GitHub's public one: the same HMAC-SHA256 of the raw body in hexadecimal digits. */
class LaunchDarklySignatureTest {

    private static final Secret SECRET = new Secret("It's a Secret to Everybody");
    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    private static final String MAC = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    private static final int TRIES = 2_000;

    @Test
    void believesTheSignatureOfTheSecret() {
        assertThat(isGenuine(List.of(MAC), List.of(SECRET), BODY)).isTrue();
        assertThat(isGenuine(List.of(" " + MAC + " "), List.of(SECRET), BODY)).isTrue();
    }

    @Test
    void believesEachLiveSecret() {
        assertThat(isGenuine(List.of(MAC), List.of(new Secret("a newer one"), SECRET), BODY))
                .isTrue();
        assertThat(isGenuine(List.of(MAC), List.of(new Secret("a newer one"), new Secret("another")), BODY))
                .isFalse();
    }

    @Test
    void believesNothingWithoutASecret() {
        assertThat(isGenuine(List.of(MAC), List.of(), BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=" + MAC, "757107EA", MAC + "00", "zz" + "0"})
    void believesNoOtherForm(String header) {
        assertThat(isGenuine(List.of(header), List.of(SECRET), BODY)).isFalse();
    }

    @Test
    void believesUpperCaseAsLittleAsTwoSignatures() {
        assertThat(isGenuine(List.of(MAC.toUpperCase(java.util.Locale.ROOT)), List.of(SECRET), BODY))
                .isFalse();
        assertThat(isGenuine(List.of(MAC, MAC), List.of(SECRET), BODY)).isFalse();
        assertThat(isGenuine(List.of(), List.of(SECRET), BODY)).isFalse();
    }

    @Test
    void refusesAnyChangedBit() {
        Random random = new Random(20_261_124);
        for (int i = 0; i < TRIES; i++) {
            byte[] body = BODY.clone();
            body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(isGenuine(List.of(MAC), List.of(SECRET), body)).isFalse();
        }
    }

    private static boolean isGenuine(List<String> headers, List<Secret> secrets, byte[] body) {
        Optional<LaunchDarklySignature> signature = LaunchDarklySignature.in(headers);
        return LaunchDarklySignature.isGenuine(signature, secrets, body);
    }
}
