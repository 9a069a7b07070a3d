package io.segue.web;

import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;

/** A failure of the caller's: answered as a page or as problem+json, by what was asked for. */
public class ProblemException extends RuntimeException {

    private final ErrorCode code;
    private final int status;
    private final String title;

    /** The detail says what we were doing, what was expected and what came, and who can mend it. */
    public ProblemException(ErrorCode code, int status, String title, String detail) {
        super(detail);
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** The one answer for what does not exist and for what is another tenant's. */
    public static ProblemException notFound(String what) {
        return new ProblemException(
                ErrorCode.MISSING,
                404,
                "Not found",
                "Looking for " + what + ": it does not exist, or it is not yours.");
    }

    public static ProblemException badRequest(String detail) {
        return new ProblemException(ErrorCode.INVALID_REQUEST, 400, "Not understood", detail);
    }

    /** Of a pipeline that sent no body, or null. */
    public static ProblemException nothingAsked() {
        return badRequest("Reading the request: expected a JSON object, got nothing.");
    }

    public static ProblemException conflict(String detail) {
        return new ProblemException(ErrorCode.NOT_POSSIBLE_NOW, 409, "Not possible now", detail);
    }

    public ErrorCode code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** For the page where the mistake was made. */
    public ShownError shown() {
        return new ShownError(code, detail());
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
