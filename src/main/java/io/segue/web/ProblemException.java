package io.segue.web;

/** A failure of the caller's: answered as a page or as problem+json, by what was asked for. */
public class ProblemException extends RuntimeException {

    private final int status;
    private final String title;

    /** The detail says what we were doing, what was expected and what came, and who can mend it. */
    public ProblemException(int status, String title, String detail) {
        super(detail);
        this.status = status;
        this.title = title;
    }

    /** The one answer for what does not exist and for what is another tenant's. */
    public static ProblemException notFound(String what) {
        return new ProblemException(
                404, "Not found", "Looking for " + what + ": it does not exist, or it is not yours.");
    }

    public static ProblemException badRequest(String detail) {
        return new ProblemException(400, "Not understood", detail);
    }

    public static ProblemException conflict(String detail) {
        return new ProblemException(409, "Not possible now", detail);
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
