package io.segue.segment;

import io.segue.platform.DatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Streams changes into a temporary table of the connection, so that any number of them is applied in bounded memory. */
class Staging implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Connection connection;
    private @Nullable Writer writer;
    private boolean isTableMade;
    private long count;

    Staging(Connection connection) {
        this.connection = connection;
    }

    /** The ordinal is the delivery's place in this application; at one place, removes come after adds. */
    void add(StagedChange change, int ordinal, long taskOrder) {
        try {
            Writer out = open();
            escape(out, change.memberId());
            out.write(change.present() ? "\tt\t" : "\tf\t");
            if (change.fields().isPresent()) {
                escape(out, change.fields().get());
            } else {
                out.write("\\N");
            }
            out.write('\t');
            out.write(Long.toString(taskOrder));
            out.write('\t');
            out.write(Integer.toString(ordinal));
            out.write('\n');
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException("Staging members of a delivery failed", e);
        }
    }

    long count() {
        return count;
    }

    /** Ends the stream: from now on the staged rows can be read. */
    void finish() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Staging members of a delivery failed", e);
            }
            writer = null;
        }
    }

    void clear() {
        count = 0;
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate staged");
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    @Override
    public void close() {
        finish();
    }

    private Writer open() {
        if (writer != null) {
            return writer;
        }
        try {
            if (!isTableMade) {
                try (Statement statement = connection.createStatement()) {
                    // Once a connection; the rows go at the end of the transaction.
                    statement.execute("""
                        create temporary table if not exists staged (
                            member_id text collate "C" not null, present boolean not null, fields jsonb,
                            task_order bigint not null, ordinal int not null) on commit delete rows""");
                    isTableMade = true;
                }
            }
            PGConnection postgres = connection.unwrap(PGConnection.class);
            Writer opened = new java.io.BufferedWriter(
                    new java.io.OutputStreamWriter(
                            new PGCopyOutputStream(postgres, "copy staged from stdin", BUFFER_BYTES),
                            StandardCharsets.UTF_8),
                    BUFFER_BYTES);
            writer = opened;
            return opened;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Backslash, tab and line ends, as COPY's text format wants them. */
    private static void escape(Writer out, String text) throws IOException {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            String replacement =
                    switch (text.charAt(i)) {
                        case '\\' -> "\\\\";
                        case '\t' -> "\\t";
                        case '\n' -> "\\n";
                        case '\r' -> "\\r";
                        default -> null;
                    };
            if (replacement != null) {
                out.write(text, start, i - start);
                out.write(replacement);
                start = i + 1;
            }
        }
        out.write(text, start, text.length() - start);
    }
}
