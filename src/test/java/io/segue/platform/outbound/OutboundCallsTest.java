package io.segue.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.TestingSettings;
import io.segue.platform.http.Breakage;
import io.segue.platform.http.Reply;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way an address of our own is written, nobody of ours hears a packet. */
class OutboundCallsTest {

    private static final Duration MOST = Duration.ofSeconds(3);
    private static final Vertx VERTX = Vertx.vertx();

    private final TestingNames names = new TestingNames();
    private TestingListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new TestingListener();
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @AfterAll
    static void end() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Loopback and "this host", and as numbers
                "https://127.0.0.1:PORT/",
                "https://127.1:PORT/",
                "https://127.0.1:PORT/",
                "https://2130706433:PORT/",
                "https://0x7f000001:PORT/",
                "https://0x7f.0.0.1:PORT/",
                "https://0177.0.0.1:PORT/",
                "https://0177.0.0.01:PORT/",
                "https://017700000001:PORT/",
                "https://127.0.0.1.:PORT/",
                "https://127.8.9.10:PORT/",
                "https://0.0.0.0:PORT/",
                "https://0:PORT/",
                "https://localhost:PORT/",
                "https://LOCALHOST:PORT/",
                "https://localhost.:PORT/",
                "https://[::1]:PORT/",
                "https://[0:0:0:0:0:0:0:1]:PORT/",
                "https://[::]:PORT/",
                // IPv4 within IPv6: mapped, compatible, NAT64, 6to4, Teredo
                "https://[::ffff:127.0.0.1]:PORT/",
                "https://[::ffff:7f00:1]:PORT/",
                "https://[::ffff:169.254.169.254]/",
                "https://[::127.0.0.1]:PORT/",
                "https://[64:ff9b::127.0.0.1]:PORT/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[64:ff9b:1::7f00:1]:PORT/",
                "https://[2002:7f00:1::]:PORT/",
                "https://[2002:a9fe:a9fe::1]/",
                "https://[2001:0:7f00:1::]:PORT/",
                // Private, link-local, metadata
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://2852039166/latest/meta-data/",
                "https://[fd00:ec2::254]/",
                "https://[fc00::1]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25lo]/",
                "https://[fec0::1]/",
                // Nobody's
                "https://192.0.2.1/",
                "https://198.18.0.1/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[ff02::1]/",
                "https://[2001:db8::1]/",
                // Names that lead inside
                "https://inside.example:PORT/",
                "https://metadata.example/",
                "https://both.example:PORT/",
                "https://six.example:PORT/",
                // Other ways in
                "http://127.0.0.1:PORT/",
                "http://open.example:PORT/",
                "ftp://127.0.0.1:PORT/",
                "file:///etc/passwd",
                "https://open.example@127.0.0.1:PORT/",
                "https://127.0.0.1:PORT\\@open.example/",
                "https://open.example:99999/",
                "https:///nothing",
                "//127.0.0.1:PORT/",
                "127.0.0.1:PORT",
                "https://１２７.0.0.1:PORT/"
            })
    void refusesToCallInside(String url) {
        names.with("inside.example", "127.0.0.1")
                .with("metadata.example", "169.254.169.254")
                .with("both.example", "93.184.215.14", "127.0.0.1")
                .with("six.example", "::1")
                .with("open.example", "93.184.215.14");

        String filled = url.replace("PORT", String.valueOf(listener.port()));

        assertThatThrownBy(() -> calls(Map.of()).post(filled, Map.of(), new byte[0], MOST))
                .as(filled)
                .isInstanceOf(RefusedAddressException.class);
        assertThat(listener.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.215.14",
                "8.8.8.8",
                "172.32.0.1",
                "2606:4700::1111",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void findsTheOpenInternetOpen(String address) throws Exception {
        names.with("open.example", address);

        assertThat(check(Map.of()).find("https://open.example/hook?a=b").path()).isEqualTo("/hook?a=b");
    }

    @Test
    void callsTheAddressThatWasCheckedThoughTheNameLeadsElsewhereAMomentLater() throws Exception {
        // First where the test listens, allowed for it; then where nobody may call.
        names.with("rebind.example", "127.0.0.1").with("rebind.example", "127.0.0.2");

        Reply reply = inside().post(
                        "http://rebind.example:" + listener.port() + "/hook?a=b",
                        Map.of("X-Own", "1"),
                        "{}".getBytes(),
                        MOST);

        assertThat(reply.status()).isEqualTo(204);
        assertThat(listener.heads())
                .singleElement()
                .asString()
                .startsWith("POST /hook?a=b HTTP/1.1")
                .containsIgnoringCase("Host: rebind.example:" + listener.port())
                .containsIgnoringCase("X-Own: 1");
        assertThatThrownBy(() ->
                        inside().post("http://rebind.example:" + listener.port() + "/", Map.of(), new byte[0], MOST))
                .isInstanceOf(RefusedAddressException.class);
        assertThat(listener.connections()).isOne();
    }

    @Test
    void followsNobodyElsewhere() throws Exception {
        listener.answer("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + listener.port()
                + "/metadata\r\nContent-Length: 0\r\n\r\n");

        Reply reply = post();

        assertThat(reply.status()).isEqualTo(302);
        assertThat(listener.connections()).isOne();
    }

    @Test
    void readsNothingOfAnAnswerBehindItsHead() throws Exception {
        listener.answer(
                "HTTP/1.1 200 OK\r\nRetry-After: 7\r\nContent-Length: 1000000000\r\n\r\n" + "x".repeat(100_000));

        Reply reply = post();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers().firstValue("retry-after")).contains("7");
    }

    @Test
    void takesAnAnswerThatEndsWithItsHead() throws Exception {
        listener.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        for (int i = 0; i < 300; i++) {
            assertThat(post().status()).isEqualTo(200);
        }
    }

    @Test
    void waitsForNoHeadThatIsTooLongOrNeverEnds() {
        listener.answer("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1_000_000));

        assertThatThrownBy(this::post).isInstanceOf(IOException.class);
    }

    @Test
    void hangsUpWhenItsTimeIsUp() throws Exception {
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> inside().post(
                                    "http://127.0.0.1:" + silent.getLocalPort() + "/",
                                    Map.of(),
                                    new byte[0],
                                    Duration.ofMillis(200)))
                    .isInstanceOf(IOException.class)
                    .extracting(failure -> Breakage.reason("the target", failure))
                    .isEqualTo("none came in time");
        }
    }

    @Test
    void speaksNoPlainTextToWhereTlsIsExpected() {
        assertThatThrownBy(
                        () -> inside().post("https://127.0.0.1:" + listener.port() + "/", Map.of(), new byte[0], MOST))
                .isInstanceOf(IOException.class);
        assertThat(listener.heads()).allSatisfy(head -> assertThat(head).doesNotContain("POST"));
    }

    @Test
    void allowsNothingInsideUnlessTheOperatorSaysSo() {
        assertThat(TestingSettings.of(OutboundConfig.class, Map.of()).inside()).isEmpty();
    }

    private Reply post() throws Exception {
        return inside().post("http://127.0.0.1:" + listener.port() + "/", Map.of(), new byte[0], MOST);
    }

    private OutboundCalls inside() {
        return calls(Map.of("segue.outbound.inside", "127.0.0.1"));
    }

    private OutboundCalls calls(Map<String, String> settings) {
        return new OutboundCalls(check(settings), VERTX);
    }

    private AddressCheck check(Map<String, String> settings) {
        return new AddressCheck(names, TestingSettings.of(OutboundConfig.class, settings));
    }
}
