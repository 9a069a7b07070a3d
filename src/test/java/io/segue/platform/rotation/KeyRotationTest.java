package io.segue.platform.rotation;

import static io.segue.platform.TestingMasterKeys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.platform.Database;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import io.segue.platform.Select;
import io.segue.platform.TestingMasterKeys;
import io.segue.platform.Tokens;
import io.segue.platform.rotation.KeyRotation.Round;
import io.segue.platform.rotation.SealedColumn.Place;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lies under a key before, in every table, comes under the key of now. The key of now is that of all tests. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class KeyRotationTest {

    private static final Sealer BEFORE = TestingMasterKeys.of(key(41)).sealer();
    private static final Sealer NOW = TestingMasterKeys.of(Sealer.SAMPLE_KEY).sealer();
    private static final Sealer BOTH =
            TestingMasterKeys.of(Sealer.SAMPLE_KEY).after(key(41)).sealer();
    private static final Secret SECRET = new Secret("a secret that outlives its key");

    @Inject
    TestingTenants tenants;

    @Inject
    Database database;

    @Inject
    SealedValues running;

    private SealedValues values;
    private KeyRotation rotation;
    private long tenant;
    private long connection;
    private long erasure;
    private final List<byte[]> sessions = new ArrayList<>();

    @BeforeEach
    void sealUnderTheKeyBefore() {
        values = new SealedValues(database, BOTH, running.columns());
        rotation = new KeyRotation(values, BOTH);
        tenant = tenants.enabled().id();
        connection = addConnection();
        write("insert into hook (tenant_id) values (?)", tenant);
        set("hook", "sealed_secret", "tenant_id", tenant, sealed("webhook secret", tenant));
        set("hook", "sealed_previous_secret", "tenant_id", tenant, sealed("previous webhook secret", tenant));
        addErasure();
        addSession();
    }

    @AfterEach
    void leaveNothingUnderTheKeyBefore() {
        write("delete from connection where tenant_id = ?", tenant);
        write("delete from hook where tenant_id = ?", tenant);
        write("delete from heap_api where tenant_id = ?", tenant);
        write("delete from erasure where tenant_id = ?", tenant);
        sessions.forEach(hash -> database.as(
                Database.Role.GATE,
                c -> new Select("delete from session where id_hash = ? returning 1", hash).list(c, row -> 1)));
    }

    @Test
    void knowsEverySealedColumnThereIs() {
        List<String> columns = database.inTenant(0, c -> new Select("""
                select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
                 where c.relnamespace = 'segue'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                   and a.attname like 'sealed\\_%' and not a.attisdropped""").list(c, row -> row.getString(1)));

        assertThat(columns)
                .as("each has a SealedColumn that its room produces, and the worker or the gate may read it")
                .containsExactlyInAnyOrderElementsOf(
                        running.columns().stream().map(SealedColumn::toString).toList());
    }

    @Test
    void sealsEverythingAgainThatLiesUnderTheKeyBefore() {
        assertThat(rotation.sealAgain()).isEqualTo(new Round(6, 0));

        assertThat(opened("connection", "sealed_token", "id", connection, "access token", connection))
                .isEqualTo(SECRET);
        assertThat(opened("hook", "sealed_secret", "tenant_id", tenant, "webhook secret", tenant))
                .isEqualTo(SECRET);
        assertThat(opened("hook", "sealed_previous_secret", "tenant_id", tenant, "previous webhook secret", tenant))
                .isEqualTo(SECRET);
        assertThat(opened("heap_api", "sealed_key", "tenant_id", tenant, "heap deletion key", tenant))
                .isEqualTo(SECRET);
        assertThat(opened("erasure", "sealed_values", "id", erasure, "erased values", erasure))
                .isEqualTo(SECRET);
        assertThat(openedSession()).isEqualTo(SECRET);
        assertThat(rotation.sealAgain()).as("nothing is left").isEqualTo(new Round(0, 0));
    }

    @Test
    void goesOnAfterItWasCutOff() {
        List<Long> more = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            more.add(addConnection());
        }
        SealedColumn tokens = column("connection.sealed_token");
        List<Place> places = values.underPrevious(tokens);
        assertThat(places).hasSize(21);
        places.subList(0, 9)
                .forEach(place -> assertThat(values.sealAgain(tokens, place)).isTrue());

        KeyRotation restarted = new KeyRotation(new SealedValues(database, BOTH, running.columns()), BOTH);

        assertThat(restarted.sealAgain()).isEqualTo(new Round(12 + 5, 0));
        assertThat(more)
                .allSatisfy(id -> assertThat(opened("connection", "sealed_token", "id", id, "access token", id))
                        .isEqualTo(SECRET));
    }

    @Test
    void leavesWhatSomeoneElseSealedMeanwhile() {
        SealedColumn tokens = column("connection.sealed_token");
        Place place = values.underPrevious(tokens).get(0);
        byte[] newer = NOW.seal(new Secret("a newer token"), new SealPurpose("access token", tenant, connection));
        set("connection", "sealed_token", "id", connection, newer);

        assertThat(values.sealAgain(tokens, place)).isFalse();

        assertThat(opened("connection", "sealed_token", "id", connection, "access token", connection)
                        .value())
                .isEqualTo("a newer token");
    }

    @Test
    void goesRoundWhatDoesNotOpen() {
        set("connection", "sealed_token", "id", connection, sealed("access token", connection + 1));

        assertThat(rotation.sealAgain()).isEqualTo(new Round(5, 1));
    }

    @Test
    void doesNotStartWithoutAKeyThatIsInUse() {
        KeysInUse withoutTheKeyBefore = new KeysInUse(values, NOW);

        assertThatExceptionOfType(KeyMissingException.class)
                .isThrownBy(() -> withoutTheKeyBefore.check(null))
                .withMessageContaining("1 of connection.sealed_token under the key with the id ")
                .withMessageContaining("SEGUE_MASTER_KEY_PREVIOUS");

        rotation.sealAgain();
        withoutTheKeyBefore.check(null);
    }

    @Test
    void countsWhatLiesUnderWhichKey() {
        Map<String, Long> counts = values.keysInUse(column("session.sealed_tokens"));

        assertThat(BOTH.knownIds()).containsAll(counts.keySet());
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isPositive();
    }

    private SealedColumn column(String name) {
        return running.columns().stream()
                .filter(column -> column.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private byte[] sealed(String purpose, long row) {
        return BEFORE.seal(SECRET, new SealPurpose(purpose, tenant, row));
    }

    private long addConnection() {
        long id = database.inTenant(
                tenant,
                c -> new Select("""
                insert into connection (tenant_id, name, region, client_side_id, sealed_token, token_last_four)
                values (?, ?, 'us', '5f1a', '\\x00', '9f3a') returning id""", tenant, Tokens.random().value())
                        .first(c, row -> row.getLong(1))
                        .orElseThrow());
        set("connection", "sealed_token", "id", id, sealed("access token", id));
        return id;
    }

    private void addErasure() {
        erasure = database.inTenant(
                tenant,
                c -> new Select("""
                insert into erasure (tenant_id, requested_at, requested_by, reference, value_count, heap, next_at)
                values (?, now(), 'a test', '', 1, 'no', now() + interval '1 day') returning id""", tenant).first(c, row -> row.getLong(1)).orElseThrow());
        set("erasure", "sealed_values", "id", erasure, sealed("erased values", erasure));
        write("""
                insert into heap_api (tenant_id, app_id, sealed_key, key_last_four, set_at, set_by)
                values (?, '1', '\\x00', '0000', now(), 'a test')""", tenant);
        set("heap_api", "sealed_key", "tenant_id", tenant, sealed("heap deletion key", tenant));
    }

    private void addSession() {
        byte[] hash = Tokens.hash(Tokens.random().value());
        sessions.add(hash);
        byte[] sealed = BEFORE.seal(
                SECRET,
                new SealPurpose("session tokens", 0, ByteBuffer.wrap(hash).getLong()));
        database.as(Database.Role.GATE, c -> new Select("""
                insert into session (id_hash, issuer, subject, sealed_tokens, signed_in_at, last_used_at)
                values (?, 'a test', 'somebody', ?, now(), now()) returning 1""", hash, sealed).list(c, row -> 1));
    }

    private Secret openedSession() {
        byte[] hash = sessions.get(0);
        byte[] sealed = database.as(
                Database.Role.GATE,
                c -> new Select("select sealed_tokens from session where id_hash = ?", hash)
                        .first(c, row -> row.getBytes(1))
                        .orElseThrow());
        return NOW.open(
                sealed,
                new SealPurpose("session tokens", 0, ByteBuffer.wrap(hash).getLong()));
    }

    private Secret opened(String table, String column, String key, long id, String purpose, long row) {
        byte[] sealed = database.inTenant(
                tenant,
                c -> new Select(
                                "select " + column + " from " + table + " where tenant_id = ? and " + key + " = ?",
                                tenant,
                                id)
                        .first(c, found -> found.getBytes(1))
                        .orElseThrow());
        return NOW.open(sealed, new SealPurpose(purpose, tenant, row));
    }

    private void set(String table, String column, String key, long id, byte[] sealed) {
        write(
                "update " + table + " set " + column + " = ? where tenant_id = ? and " + key + " = ?",
                sealed,
                tenant,
                id);
    }

    private void write(String sql, Object... parameters) {
        database.inTenant(tenant, c -> new Select(sql + " returning 1", parameters).list(c, row -> 1));
    }
}
