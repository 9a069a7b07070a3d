package io.segue.audit.page;

import io.segue.audit.page.AuditViews.Entry;
import io.segue.web.CsvLine;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

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
        out.write(CsvLine.of("when", "who", "what", "subject", "before", "after", "detail", "from")
                .text());
        Optional<Long> before = Optional.empty();
        List<Entry> piece;
        do {
            piece = views.read(tenant, query, before, PIECE);
            for (Entry entry : piece) {
                out.write(CsvLine.of(
                                entry.at().toString(),
                                entry.actor(),
                                entry.action(),
                                entry.subject(),
                                entry.before().orElse(""),
                                entry.after().orElse(""),
                                entry.detail(),
                                entry.address().orElse(""))
                        .text());
            }
            out.flush();
            before = piece.isEmpty()
                    ? before
                    : Optional.of(piece.get(piece.size() - 1).id());
        } while (piece.size() == PIECE);
    }
}
