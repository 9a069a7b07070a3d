package io.segue.web.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.segue.platform.Select;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An error as it is shown: never without its place in the catalogue. The message tells this one case. */
@Schema(
        name = "ErrorNote",
        description = "An error as it is shown: never without its place in the catalogue. The message tells this one"
                + " case.")
public record ShownError(@JsonIgnore ErrorCode error, String message) {

    /** From the columns that a failure is noted in; empty when none is. A person's stop is noted without a code. */
    public static Optional<ShownError> read(ResultSet row) throws SQLException {
        Optional<String> code = Select.text(row, "failure_code");
        return Select.text(row, "failure_message")
                .map(message -> new ShownError(code.map(ErrorCode::of).orElse(ErrorCode.STOPPED_BY_A_PERSON), message));
    }

    /** From the columns that a call's answer is noted in; empty when what was asked was done. */
    public static Optional<ShownError> ofCall(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return outcome.equals("done")
                ? Optional.empty()
                : Optional.of(new ShownError(
                        ErrorCode.of(outcome), Select.text(row, "message").orElse("")));
    }

    @JsonProperty
    public String code() {
        return error.code();
    }
}
