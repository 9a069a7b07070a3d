package io.segue.platform;

import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** Tells that someone else took a name between our look and our write. */
public final class UniqueViolation {

    private UniqueViolation() {}

    /** Whether this is PostgreSQL's refusal to break the unique constraint of that name, wrapped by whomever. */
    public static boolean isOf(String constraint, Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> cause instanceof PSQLException refusal && isOf(constraint, refusal));
    }

    private static boolean isOf(String constraint, PSQLException refusal) {
        ServerErrorMessage message = refusal.getServerErrorMessage();
        return PSQLState.UNIQUE_VIOLATION.getState().equals(refusal.getSQLState())
                && message != null
                && constraint.equals(message.getConstraint());
    }
}
