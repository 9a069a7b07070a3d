package io.segue.sync.preview;

import io.segue.segment.SegmentSummary;
import io.segue.web.CsvLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** A preview as CSV: one line for each key, "hold" where a removal would wait for a person. */
@ApplicationScoped
class PreviewFile {

    static final String CSV = "text/csv; charset=UTF-8";

    private final Previews previews;

    PreviewFile(Previews previews) {
        this.previews = previews;
    }

    Response answer(long tenant, SegmentSummary segment, long target) {
        StreamingOutput body = out -> write(tenant, segment, target, out);
        return Response.ok(body, CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"preview-" + segment.heapId().replaceAll("[^A-Za-z0-9-]", "_")
                                + ".csv\"")
                .build();
    }

    private void write(long tenant, SegmentSummary segment, long target, OutputStream to) throws IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        out.write(CsvLine.of("change", "key").text());
        try {
            previews.each(tenant, segment, target, (operation, isHeld) -> {
                try {
                    String change = isHeld ? "hold" : operation.adding() ? "add" : "remove";
                    out.write(CsvLine.of(change, operation.key()).text());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.flush();
    }
}
