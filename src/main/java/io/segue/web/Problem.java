package io.segue.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.web.catalogue.ErrorCode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 writes it ({@code application/problem+json}).
 *
 * @param type where the error catalogue explains it
 * @param code its stable name there
 * @param reference finds it in our log
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem", description = "An error as RFC 9457 writes it (application/problem+json).")
public record Problem(
        String type,
        String code,
        String title,
        int status,
        String detail,
        @Nullable String reference) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ErrorCode code, int status, String title, String detail) {
        return new Problem(code.page(), code.code(), title, status, detail, null);
    }

    Problem with(String newReference) {
        return new Problem(type, code, title, status, detail, newReference);
    }
}
