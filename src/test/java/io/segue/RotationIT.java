package io.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.segue.TestingCopies.Copy;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import io.segue.platform.TestingMasterKeys;
import io.segue.platform.Tokens;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The master key is changed as docs/operations.md says, on two copies, while Heap sends; one copy is killed in the middle. */
@Tag("long")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class RotationIT {

    private static final String OLD = TestingPackage.MASTER_KEY;
    private static final String NEW = TestingMasterKeys.key(7);
    private static final int SESSIONS = 20_000;
    private static final String VALUE = "segue.master-key.value";
    private static final String PREVIOUS = "segue.master-key.previous";
    private static final String NEXT = "segue.master-key.next";

    @TempDir
    Path folder;

    private volatile List<Copy> called = List.of();
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void losesNothing() throws Exception {
        try (TestingCopies copies = new TestingCopies(folder)) {
            // Given two copies under the old key, with much that lies sealed
            Copy one = copies.start("one", Map.of(VALUE, OLD));
            Copy two = copies.start("two", Map.of(VALUE, OLD));
            called = List.of(one, two);
            addSessions(copies);
            AtomicBoolean isOver = new AtomicBoolean();
            Thread heap = new Thread(() -> sendUntil(isOver), "heap");
            heap.start();

            // When the new key is made known, then put first, on one copy after the other
            one = restarted(copies, one, two, "one", Map.of(VALUE, OLD, NEXT, NEW));
            two = restarted(copies, two, one, "two", Map.of(VALUE, OLD, NEXT, NEW));
            one = restarted(copies, one, two, "one", Map.of(VALUE, NEW, PREVIOUS, OLD));
            await().atMost(Duration.ofMinutes(2)).until(() -> underOld(copies) < SESSIONS);
            called = List.of(two);
            one.process().kill();
            assertThat(underOld(copies)).as("cut off in the middle").isPositive();
            assertThat(Files.readString(folder.resolve("two/output.txt"))).doesNotContain("does not open");
            one = copies.start("one", Map.of(VALUE, NEW, PREVIOUS, OLD));
            two = restarted(copies, two, one, "two", Map.of(VALUE, NEW, PREVIOUS, OLD));
            await().atMost(Duration.ofMinutes(3)).until(() -> underOld(copies) == 0);

            // Then the old key can be taken away, and nobody has noticed
            one = restarted(copies, one, two, "one", Map.of(VALUE, NEW));
            two = restarted(copies, two, one, "two", Map.of(VALUE, NEW));
            isOver.set(true);
            heap.join();
            assertThat(refused).hasValue(0);
            assertThat(delivered.get()).isGreaterThan(100);
            assertThat(opening(copies)).isEqualTo(SESSIONS);
            assertThat(two.page("7", 5_000_000, 1)).as("the webhook secret").isEqualTo(200);
        }
    }

    @Test
    void doesNotStartWithoutAKeyThatIsStillInUse() throws Exception {
        try (TestingCopies copies = new TestingCopies(folder)) {
            Copy one = copies.start("one", Map.of(VALUE, OLD));
            stop(one);

            assertThat(exitOf(copies, Map.of(VALUE, NEW))).isEqualTo(1);
            assertThat(Files.readString(folder.resolve("alone/output.txt")))
                    .contains("Segue does not start: Opening the stored secrets", "SEGUE_MASTER_KEY_PREVIOUS");
        }
    }

    private static int exitOf(TestingCopies copies, Map<String, String> keys) throws InterruptedException {
        try (TestingPackage alone = copies.begin("alone", keys)) {
            return alone.exitCode();
        }
    }

    /** As an ingress does: first no calls any more, then the end; then calls again. */
    private Copy restarted(TestingCopies copies, Copy copy, Copy staying, String name, Map<String, String> keys)
            throws Exception {
        called = List.of(staying);
        stop(copy);
        Copy again = copies.start(name, keys);
        called = List.of(again, staying);
        return again;
    }

    private static void stop(Copy copy) throws InterruptedException {
        copy.process().terminate();
        assertThat(copy.process().exitCode()).isEqualTo(143);
    }

    private void sendUntil(AtomicBoolean isOver) {
        for (int i = 0; !isOver.get(); i++) {
            List<Copy> now = called;
            int status = status(now.get(i % now.size()), i);
            if (status == 0) {
                status = status(now.get((i + 1) % now.size()), i);
            }
            (status == 200 ? delivered : refused).incrementAndGet();
        }
    }

    /** 0 when it was not there, which an ingress hides by asking another. */
    private static int status(Copy copy, int number) {
        try {
            return copy.page("7", number * 10, 10);
        } catch (Exception e) {
            return 0;
        }
    }

    private static void addSessions(TestingCopies copies) throws SQLException {
        Sealer old = TestingMasterKeys.of(OLD).sealer();
        try (Connection connection = copies.superuser();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into session (id_hash, issuer, subject, sealed_tokens, signed_in_at, last_used_at)"
                                + " values (?, 'a test', 'somebody', ?, now(), now())")) {
            for (int i = 0; i < SESSIONS; i++) {
                byte[] hash = Tokens.hash(Tokens.random().value());
                insert.setBytes(1, hash);
                insert.setBytes(2, old.seal(new Secret("tokens of somebody"), purpose(hash)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static long underOld(TestingCopies copies) throws SQLException {
        byte[] id = Arrays.copyOfRange(
                TestingMasterKeys.of(OLD).sealer().seal(new Secret("x"), new SealPurpose("x", 0, 0)), 1, 5);
        try (Connection connection = copies.superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from session where substring(sealed_tokens from 2 for 4) = '\\x"
                                + HexFormat.of().formatHex(id) + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** How many sessions open under the new key alone. */
    private static int opening(TestingCopies copies) throws SQLException {
        Sealer alone = TestingMasterKeys.of(NEW).sealer();
        int opened = 0;
        try (Connection connection = copies.superuser();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select id_hash, sealed_tokens from session where issuer = 'a test'")) {
            while (rows.next()) {
                assertThat(alone.open(rows.getBytes(2), purpose(rows.getBytes(1)))
                                .value())
                        .isEqualTo("tokens of somebody");
                opened++;
            }
        }
        return opened;
    }

    private static SealPurpose purpose(byte[] hash) {
        return new SealPurpose("session tokens", 0, ByteBuffer.wrap(hash).getLong());
    }
}
