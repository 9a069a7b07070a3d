package io.segue.platform;

import java.sql.SQLException;

/** PostgreSQL refused or could not be reached. */
public class DatabaseException extends RuntimeException {

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
