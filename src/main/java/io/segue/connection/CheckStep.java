package io.segue.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One step of a check: what was found, and what to do about it and by whom.
 *
 * @param remedy empty when nothing needs to be done
 * @param policy the least rights that the token needs, to be copied
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CheckStep", description = "One step of a check: what was found, and what to do about it and by whom.")
public record CheckStep(
        String name,
        Verdict verdict,
        String found,
        String remedy,
        @Nullable String policy) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    public static CheckStep passed(String name, String found) {
        return new CheckStep(name, Verdict.PASSED, found, "", null);
    }

    public static CheckStep failed(String name, String found, String remedy) {
        return new CheckStep(name, Verdict.FAILED, found, remedy, null);
    }

    public static CheckStep unknown(String name, String found, String remedy) {
        return new CheckStep(name, Verdict.UNKNOWN, found, remedy, null);
    }

    public static CheckStep skipped(String name, String why) {
        return new CheckStep(name, Verdict.SKIPPED, why, "", null);
    }

    /** As they are stored. */
    public static String written(List<CheckStep> steps) {
        try {
            return JSON.writeValueAsString(steps);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing the steps of a check failed", e);
        }
    }

    /** As they were stored, perhaps by a newer version beside this one: what it has more is left out. */
    public static List<CheckStep> read(@Nullable String steps) {
        try {
            return steps == null ? List.of() : JSON.readValue(steps, new TypeReference<List<CheckStep>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Reading the steps of a stored check failed", e);
        }
    }

    public CheckStep withPolicy(String least) {
        return new CheckStep(name, verdict, found, remedy, least);
    }
}
