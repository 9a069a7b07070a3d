package io.segue.launchdarkly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.connection.TargetPlace;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.connection.contents.StoredExport;
import io.segue.connection.contents.StoredExport.Progress;
import io.segue.connection.contents.StoredSegment;
import io.segue.connection.contents.TargetContents;
import io.segue.launchdarkly.Account.Link;
import io.segue.platform.Secret;
import io.segue.platform.http.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What LaunchDarkly's API tells of a synced segment.
 *
 * @see <a href="https://launchdarkly.com/docs/api/segments">the API's pages on segments and their exports</a>
 */
@ApplicationScoped
class LaunchDarklyContents implements TargetContents {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its words for the end are not documented but for "complete". */
    private static final Set<String> READY =
            Set.of("complete", "completed", "succeeded", "success", "ready", "finished", "done");

    private static final Set<String> FAILED =
            Set.of("failed", "failure", "error", "stopped", "canceled", "cancelled", "expired");

    /** Whatever link is none of these leads to the file. */
    private static final Set<String> NOT_THE_FILE =
            Set.of("self", "parent", "site", "segment", "exports", "environment", "project");

    private final AccountClient client;
    private final ExportDownload download;

    LaunchDarklyContents(AccountClient client, ExportDownload download) {
        this.client = client;
        this.download = download;
    }

    @Override
    public Optional<StoredSegment> find(TargetPlace place, Secret accessToken) {
        try {
            Account.Segment found = client.get(SegmentPaths.of(place), accessToken, Account.Segment.class);
            if (Boolean.TRUE.equals(found.deleted())) {
                return Optional.empty();
            }
            Long count = found.counts() == null ? null : found.counts().includedCount();
            return Optional.of(new StoredSegment(
                    found.creationDate(), count == null ? OptionalLong.empty() : OptionalLong.of(count)));
        } catch (VendorException e) {
            if (e.failure().kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Where the new export is stands in the answer's header, or in its body, or both. */
    @Override
    public String startExport(TargetPlace place, Secret accessToken) {
        Reply reply = client.post(SegmentPaths.of(place) + "/exports", accessToken);
        return idOf(reply)
                .or(() -> reply.headers().firstValue("Location").map(LaunchDarklyContents::lastPart))
                .filter(id -> !id.isEmpty())
                .orElseThrow(() -> new VendorException(VendorFailure.of(
                        Kind.UNAVAILABLE,
                        reply.status(),
                        "Starting an export: LaunchDarkly took the order, but told no id of the export.")));
    }

    @Override
    public StoredExport findExport(TargetPlace place, String export, Secret accessToken) {
        Account.Export found = client.get(
                SegmentPaths.of(place) + "/exports/" + SegmentPaths.encoded(export), accessToken, Account.Export.class);
        String status = found.status() == null ? "" : found.status();
        Optional<String> file = file(found.links());
        String word = status.toLowerCase(Locale.ROOT);
        Progress progress = FAILED.contains(word)
                ? Progress.FAILED
                : READY.contains(word) && file.isPresent() ? Progress.READY : Progress.GOING_ON;
        return new StoredExport(progress, status, file);
    }

    @Override
    public void read(StoredExport export, Secret accessToken, Consumer<String> key) {
        download.read(export.file().orElseThrow(), accessToken, key);
    }

    private static Optional<String> file(@Nullable Map<String, Link> links) {
        if (links == null) {
            return Optional.empty();
        }
        return links.entrySet().stream()
                .filter(link -> !NOT_THE_FILE.contains(link.getKey().toLowerCase(Locale.ROOT)))
                .map(link -> link.getValue().href())
                .filter(href -> href != null && !href.isEmpty())
                .findFirst();
    }

    private static Optional<String> idOf(Reply reply) {
        try {
            JsonNode body = JSON.readTree(new String(reply.body(), StandardCharsets.UTF_8));
            JsonNode id = body == null ? null : body.path("id").isMissingNode() ? body.path("_id") : body.path("id");
            return id == null || !id.isTextual() ? Optional.empty() : Optional.of(id.asText());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String lastPart(String location) {
        String path = location.split("[?#]", 2)[0].replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
