package io.segue.audit.page;

import io.segue.audit.page.AuditViews.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes entries as CSV, piece by piece: neither memory nor a connection is held while a slow reader takes them. */
@ApplicationScoped
class AuditFile {

    private static final int PIECE = 1000;

    private final AuditViews views;

    AuditFile(AuditViews views) {
        this.views = views;
    }

    void write(long tenant, AuditQuery query, OutputStream to) throws IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        out.write(line("when", "who", "what", "subject", "detail", "from"));
        Optional<Long> before = Optional.empty();
        List<Entry> piece;
        do {
            piece = views.read(tenant, query, before, PIECE);
            for (Entry entry : piece) {
                out.write(line(
                        entry.at().toString(),
                        entry.actor(),
                        entry.action(),
                        entry.subject(),
                        entry.detail(),
                        entry.address().orElse("")));
            }
            out.flush();
            before = piece.isEmpty()
                    ? before
                    : Optional.of(piece.get(piece.size() - 1).id());
        } while (piece.size() == PIECE);
    }

    private static String line(String... cells) {
        return Stream.of(cells).map(AuditFile::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A spreadsheet takes what begins like a formula for one, so an apostrophe goes before it. */
    static String cell(String text) {
        boolean isFormula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
        return '"' + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
