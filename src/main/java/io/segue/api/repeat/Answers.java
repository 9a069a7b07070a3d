package io.segue.api.repeat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.platform.Database;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Select;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers that are kept, and the calls that are being answered just now. */
@ApplicationScoped
class Answers {

    static final String PURPOSE = "answer of the API";

    private final Database database;
    private final Sealer sealer;
    private final ObjectMapper json;
    private final RepeatConfig config;

    Answers(Database database, Sealer sealer, ObjectMapper json, RepeatConfig config) {
        this.database = database;
        this.sealer = sealer;
        this.json = json;
        this.config = config;
    }

    /** One of the two: to be carried out, or answered already. */
    record Found(Optional<Claim> claim, Optional<KeptAnswer> answer) {}

    /** What is kept of the key; the answer is missing while the call goes on. */
    private record Kept(long row, byte[] request, byte @Nullable [] sealed) {}

    Found claim(KeyedCall call) {
        return database.inTenant(call.tenant(), connection -> {
            Optional<Claim> claim = begin(connection, call);
            return claim.isPresent()
                    ? new Found(claim, Optional.empty())
                    : new Found(Optional.empty(), Optional.of(answered(connection, call)));
        });
    }

    void keep(Claim claim, KeptAnswer answer) {
        byte[] sealed = sealer.seal(written(answer), new SealPurpose(PURPOSE, claim.tenant(), claim.row()));
        database.inTenant(
                claim.tenant(),
                connection -> new Select("""
                update api_answer set sealed_answer = ? where tenant_id = ? and id = ? and attempt = ? returning id""", sealed, claim.tenant(), claim.row(), claim.attempt())
                        .first(connection, row -> true));
    }

    /** Nothing was carried out: the key may be used anew. */
    void release(Claim claim) {
        database.inTenant(
                claim.tenant(),
                connection ->
                        new Select("""
                delete from api_answer where tenant_id = ? and id = ? and attempt = ? and sealed_answer is null
                returning id""", claim.tenant(), claim.row(), claim.attempt()).first(connection, row -> true));
    }

    /** A row that is held by another call is waited for: it is short, and the answer is then known. */
    private Optional<Claim> begin(Connection connection, KeyedCall call) throws SQLException {
        return new Select(
                        """
                insert into api_answer as a (tenant_id, caller_hash, key_hash, request_hash, busy_until)
                values (?, ?, ?, ?, now() + ?::bigint * interval '1 second')
                on conflict (tenant_id, caller_hash, key_hash) do update
                   set request_hash = excluded.request_hash, begun_at = now(), busy_until = excluded.busy_until,
                       attempt = a.attempt + 1, sealed_answer = null
                 where a.begun_at < now() - ?::bigint * interval '1 second'
                    or (a.sealed_answer is null and a.busy_until < now() and a.request_hash = excluded.request_hash)
                returning id, attempt""",
                        call.tenant(),
                        call.caller(),
                        call.key(),
                        call.request(),
                        config.longestCall().toSeconds(),
                        config.keep().toSeconds())
                .first(connection, row -> new Claim(call.tenant(), row.getLong("id"), row.getInt("attempt")));
    }

    private KeptAnswer answered(Connection connection, KeyedCall call) throws SQLException {
        Kept kept = new Select("""
                select id, request_hash, sealed_answer from api_answer
                 where tenant_id = ? and caller_hash = ? and key_hash = ?""", call.tenant(), call.caller(), call.key())
                .first(connection, Answers::kept)
                .orElseThrow(Answers::inProgress);
        if (!Arrays.equals(kept.request(), call.request())) {
            throw new ProblemException(
                    ErrorCode.KEY_REUSED,
                    422,
                    "Key used for something else",
                    "Reading the header Idempotency-Key: expected a key of this call alone, it came with another address"
                            + " or body before. A new call takes a new key.");
        }
        byte[] sealed = kept.sealed();
        if (sealed == null) {
            throw inProgress();
        }
        return read(sealer.openBytes(sealed, new SealPurpose(PURPOSE, call.tenant(), kept.row())));
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getLong("id"), row.getBytes("request_hash"), row.getBytes("sealed_answer"));
    }

    private static ProblemException inProgress() {
        return new ProblemException(
                ErrorCode.STILL_GOING_ON,
                409,
                "Still going on",
                "Reading the header Idempotency-Key: the same call goes on just now. Ask again in a second, with the same"
                        + " key: then its answer is here.");
    }

    private byte[] written(KeptAnswer answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing an answer that is to be kept failed", e);
        }
    }

    private KeptAnswer read(byte[] text) {
        try {
            return json.readValue(text, KeptAnswer.class);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading an answer that was kept failed", e);
        }
    }
}
