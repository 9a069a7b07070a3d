package io.segue.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
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

    public CheckStep withPolicy(String least) {
        return new CheckStep(name, verdict, found, remedy, least);
    }
}
