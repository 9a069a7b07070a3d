package io.segue.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapSignatureTest {

    private static final String TS = "1700000000000";
    private static final Secret CONTRACT_SECRET = new Secret("test_webhook_secret");
    private static final Secret TRUST_SECRET = new Secret("heap-test-secret");

    private static final String SYNC_BODY = """
            {"id_token":"7a36ae58-c4b9-11eb-8529-0242ac130003","action_type":"segment.users.sync",\
            "customer_config":{"fields":[{"field_id":"workspace","field_display_name":"Workspace",\
            "value":{"id":"workspace_1","display_name":"Workspace 1"}}]},\
            "data":{"segment":{"id":1338065,"name":"Free Customers"},\
            "sync_info":{"page_number":1,"total_pages":1,"sync_task_id":"FreeCustomersSync"},\
            "remove":[{"id":"user1@email.com"},{"id":"user2@email.com"}],\
            "add":[{"id":"user3@email.com"},{"id":"user4@email.com"}]}}""";
    private static final String SYNC_MAC = "FpGk/S9+8MLiOFbKAUZ819UGveV0LrZpXtzRRRNoDXA=";

    private static final String PLAIN_BODY = """
            {"id_token":"7a36ae58-c4b9-11eb-8529-0242ac130003","action_type":"segment.users.sync",\
            "customer_config":{"fields":[]},"data":{"segment":{"id":1338065,"name":"NAME"},\
            "sync_info":{"page_number":1,"total_pages":1,"sync_task_id":"afe74af0-496e-11ec-81d3-0242ac130003"},\
            "add":[{"id":"USER"}]}}""";

    @Test
    void verifiesTheSyncOfTheContract() {
        assertVerifies(SYNC_BODY, 491, CONTRACT_SECRET, SYNC_MAC);
    }

    @Test
    void verifiesTheNonAsciiSyncOfTheContract() {
        String body = body("Zürich – power users", "user1@email.com");

        assertVerifies(body, 318, CONTRACT_SECRET, "GPqyw3XOK1YdcDZ/KbWITfyARBvVBbO44wjr2blyWQ8=");
    }

    @Test
    void verifiesOurFirstVector() {
        String body = body("Free Customers", "user1@example.com");

        assertVerifies(body, 311, TRUST_SECRET, "afDVF1f1VXnMzUaxMwMX8pPFgWkZaiOwgsM0oIFfIes=");
    }

    @Test
    void verifiesOurSecondVector() {
        String body = body("Café ☕ <b>x</b>", "user1@example.com");

        assertVerifies(body, 315, TRUST_SECRET, "s0gzUWaQDPbNPnVWfttN+18wxMAKcKsTr4gL9FMvMK0=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ts:1700000000000,hmac:" + SYNC_MAC,
                "hmac:" + SYNC_MAC + ",ts:1700000000000",
                " ts: 1700000000000 , hmac: " + SYNC_MAC + " ",
                "ts:1700000000000,hmac:" + SYNC_MAC + ",v:2",
                "ts:1700000000000,,hmac:" + SYNC_MAC + ","
            })
    void findsThePartsByName(String header) {
        Optional<HeapSignature> signature = HeapSignature.parse(header);

        assertThat(signature).isPresent();
        assertThat(signature.get().isMadeWith(List.of(CONTRACT_SECRET), bytes(SYNC_BODY)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "ts:1700000000000",
                "hmac:" + SYNC_MAC,
                "ts:,hmac:" + SYNC_MAC,
                "ts:1700000000000,hmac:",
                "ts=1700000000000,hmac=" + SYNC_MAC,
                "TS:1700000000000,HMAC:" + SYNC_MAC,
                "ts:1700000000000,hash:" + SYNC_MAC,
                "ts:1700000000000;hmac:" + SYNC_MAC,
                "1700000000000," + SYNC_MAC,
                "hmac:1700000000000",
                "hmac:1700000000000,hmac:" + SYNC_MAC,
                "ts:" + SYNC_MAC + ",hmac:1700000000000"
            })
    void refusesAHeaderWithoutBothParts(String header) {
        assertThat(HeapSignature.parse(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "150000000",
                "17000000000",
                "170000000000",
                "17000000000000",
                "+1700000000000",
                "-1700000000000",
                "170000000000.",
                "1.7e12",
                "1700000000000L",
                "17000 00000000",
                "１７００００００００",
                "0x17000000000",
                "Infinity",
                "1e999999999999"
            })
    void refusesATimeOfOtherThanTenOrThirteenDigits(String ts) {
        assertThat(HeapSignature.parse("ts:" + ts + ",hmac:" + SYNC_MAC)).isEmpty();
    }

    @Test
    void readsTenDigitsAsSecondsAndThirteenAsMilliseconds() {
        Instant expected = Instant.parse("2023-11-14T22:13:20Z");

        assertThat(parse("1700000000", SYNC_MAC).signedAt()).isEqualTo(expected);
        assertThat(parse(TS, SYNC_MAC).signedAt()).isEqualTo(expected);
    }

    @Test
    void refusesAMacInHex() {
        String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(SYNC_MAC));

        assertThat(HeapSignature.parse("ts:" + TS + ",hmac:" + hex)).isEmpty();
        assertThat(HeapSignature.parse("ts:" + TS + ",hmac:" + hex.toUpperCase(Locale.ROOT)))
                .isEmpty();
    }

    @Test
    void refusesASecondSpellingOfTheSameMac() {
        // The last character holds two bits that do not count: "A=", "B=", "C=" and "D=" end the same bytes.
        for (String end : List.of("XB=", "XC=", "XD=", "XA", "XA==")) {
            String mac = SYNC_MAC.substring(0, SYNC_MAC.length() - 3) + end;
            assertThat(HeapSignature.parse("ts:" + TS + ",hmac:" + mac)).as(end).isEmpty();
        }
        String urlSafe = SYNC_MAC.replace('/', '_').replace('+', '-');
        assertThat(HeapSignature.parse("ts:" + TS + ",hmac:" + urlSafe)).isEmpty();
    }

    @Test
    void refusesAMacOfAnotherLength() {
        for (int length : new int[] {0, 1, 16, 31, 33, 64}) {
            String mac = Base64.getEncoder().encodeToString(new byte[length]);
            assertThat(HeapSignature.parse("ts:" + TS + ",hmac:" + mac))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void refusesABoundaryMovedIntoTheTime() {
        String mac = mac(CONTRACT_SECRET, TS, bytes("1{}"));

        assertThat(mac).as("both splits have one MAC").isEqualTo(mac(CONTRACT_SECRET, "17000000000001", bytes("{}")));
        assertThat(parse(TS, mac).isMadeWith(List.of(CONTRACT_SECRET), bytes("1{}")))
                .isTrue();
        assertThat(HeapSignature.parse("ts:17000000000001,hmac:" + mac)).isEmpty();
    }

    @Test
    void acceptsEachOfTwoLiveSecrets() {
        Secret next = new Secret("the next secret");
        byte[] body = bytes(SYNC_BODY);

        assertThat(parse(TS, SYNC_MAC).isMadeWith(List.of(CONTRACT_SECRET, next), body))
                .isTrue();
        assertThat(parse(TS, SYNC_MAC).isMadeWith(List.of(next, CONTRACT_SECRET), body))
                .isTrue();
        assertThat(parse(TS, mac(next, TS, body)).isMadeWith(List.of(CONTRACT_SECRET, next), body))
                .isTrue();
    }

    @Test
    void refusesADroppedSecretAndNoSecretAtAll() {
        byte[] body = bytes(SYNC_BODY);

        assertThat(parse(TS, SYNC_MAC).isMadeWith(List.of(new Secret("the next secret")), body))
                .isFalse();
        assertThat(parse(TS, SYNC_MAC).isMadeWith(List.of(), body)).isFalse();
    }

    @Test
    void countsHowOftenAPartIsNamed() {
        String header = "ts:" + TS + ",hmac:" + SYNC_MAC + ", hmac:" + SYNC_MAC;

        assertThat(HeapSignature.count(header, "hmac")).isEqualTo(2);
        assertThat(HeapSignature.count(header, "ts")).isEqualTo(1);
        assertThat(HeapSignature.count("", "ts")).isZero();
    }

    @Test
    void refusesEveryChangeOfOneBit() {
        long seed = Long.getLong("segue.seed", System.nanoTime());
        System.out.println("HeapSignatureTest: run again with -Dsegue.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] body = new byte[1 + random.nextInt(300)];
            random.nextBytes(body);
            String key = ascii(random, 8 + random.nextInt(60));
            String mac = mac(new Secret(key), TS, body);
            assertThat(isAccepted(TS, mac, key, body)).isTrue();

            boolean isChangeAccepted =
                    switch (i % 5) {
                        case 0 -> isAccepted(flip(random, TS), mac, key, body);
                        case 1 -> isAccepted(TS, flip(random, mac), key, body);
                        case 2 ->
                            isAccepted(
                                    TS, encode(flip(random, Base64.getDecoder().decode(mac))), key, body);
                        case 3 -> isAccepted(TS, mac, flip(random, key), body);
                        default -> isAccepted(TS, mac, key, flip(random, body));
                    };
            assertThat(isChangeAccepted).as("try %d of seed %d", i, seed).isFalse();
        }
    }

    /**
     * Published by another vendor, so that not all vectors are Heap's or ours; it signs the body alone, as with no time.
     *
     * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">GitHub's page</a>
     */
    @Test
    void signsAsGitHubPublishesIt() {
        byte[] mac = HeapSignature.sign(new Secret("It's a Secret to Everybody"), "", bytes("Hello, World!"));

        assertThat(HexFormat.of().formatHex(mac))
                .isEqualTo("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }

    private static void assertVerifies(String text, int length, Secret secret, String mac) {
        byte[] body = bytes(text);

        assertThat(body).hasSize(length);
        assertThat(mac(secret, TS, body)).isEqualTo(mac);
        assertThat(parse(TS, mac).isMadeWith(List.of(secret), body)).isTrue();
    }

    private static String body(String segment, String user) {
        return PLAIN_BODY.replace("NAME", segment).replace("USER", user);
    }

    private static HeapSignature parse(String ts, String mac) {
        return HeapSignature.parse("ts:" + ts + ",hmac:" + mac).orElseThrow();
    }

    private static boolean isAccepted(String ts, String mac, String key, byte[] body) {
        return HeapSignature.parse("ts:" + ts + ",hmac:" + mac)
                .filter(signature -> signature.isMadeWith(List.of(new Secret(key)), body))
                .isPresent();
    }

    private static String mac(Secret secret, String ts, byte[] body) {
        return encode(HeapSignature.sign(secret, ts, body));
    }

    private static String encode(byte[] mac) {
        return Base64.getEncoder().encodeToString(mac);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String ascii(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    /** One of the seven low bits, so that ASCII stays ASCII. */
    private static String flip(Random random, String ascii) {
        char[] chars = ascii.toCharArray();
        chars[random.nextInt(chars.length)] ^= (char) (1 << random.nextInt(7));
        return new String(chars);
    }

    private static byte[] flip(Random random, byte[] bytes) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }
}
