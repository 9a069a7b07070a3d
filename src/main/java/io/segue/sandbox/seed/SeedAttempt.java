package io.segue.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.logging.Log;
import io.segue.sandbox.SandboxConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** One pass over everything that Acme should have; what is there already is left alone. */
final class SeedAttempt {

    /** A segment that gets a sync, and how many of its people change afterwards, beginning with which number. */
    private record Synced(String heapId, boolean production, int firstNumber, int changes) {}

    private static final List<Synced> SYNCED = List.of(
            new Synced("1338065", true, 1, 140),
            new Synced("1338068", false, 500, 35),
            new Synced("1338069", true, 7_000, 4),
            new Synced("1338070", true, 1, 900));

    private static final int NEWCOMERS_FROM = 900_000;
    private static final int SECONDS_TO_WAIT = 90;

    private final ProductClient client;
    private final SandboxConfig.SandboxTenant acme;
    private final URI base;

    SeedAttempt(ProductClient client, SandboxConfig.SandboxTenant acme, URI base) {
        this.client = client;
        this.acme = acme;
        this.base = base;
    }

    void run() throws ProductFailureException, InterruptedException {
        pasteWebhookUrl();
        String production = connection("Production", acme.launchdarkly().productionId());
        String test = connection("Test", acme.launchdarkly().testId());
        Set<String> fresh = sendMissingSegments();
        if (fresh.isEmpty() && hasSyncs()) {
            Log.info("Sandbox: Acme is seeded already");
            return;
        }
        waitForMembers(fresh);
        for (Synced synced : SYNCED) {
            sync(synced, synced.production() ? production : test);
        }
        if (fresh.isEmpty()) {
            return;
        }
        waitForDelivery();
        for (Synced synced : SYNCED) {
            changeAndSend(synced);
        }
        Log.info("Sandbox: Acme is seeded: two connections, six segments, four syncs");
    }

    /** Also when only the port is another one than last time. */
    private void pasteWebhookUrl() throws ProductFailureException, InterruptedException {
        String path = "hooks/heap/" + acme.hookToken().orElseThrow();
        String pasted =
                client.get("sandbox/heap/acme/integration").path("webhookUrl").asText();
        String wanted = base.resolve(path).toString();
        if (pasted.isBlank() || (pasted.endsWith("/" + path) && !pasted.equals(wanted))) {
            client.put("sandbox/heap/acme/integration", Map.of("webhookUrl", wanted));
        }
    }

    private String connection(String name, String clientSideId) throws ProductFailureException, InterruptedException {
        for (JsonNode item : client.get("api/v1/connections").path("items")) {
            if (item.path("clientSideId").asText().equals(clientSideId)) {
                return item.path("id").asText();
            }
        }
        JsonNode made = client.post(
                "api/v1/connections",
                Map.of(
                        "name",
                        name,
                        "region",
                        "us",
                        "clientSideId",
                        clientSideId,
                        "accessToken",
                        acme.launchdarkly().writerToken()));
        String id = made.path("id").asText();
        client.post("api/v1/connections/" + id + "/check", Map.of());
        Log.infof("Sandbox: made Acme's connection %s", name);
        return id;
    }

    private Set<String> sendMissingSegments() throws ProductFailureException, InterruptedException {
        Set<String> known = new HashSet<>();
        client.get("api/v1/segments")
                .path("items")
                .forEach(item -> known.add(item.path("heapId").asText()));
        Set<String> fresh = new HashSet<>();
        for (JsonNode row : client.get("sandbox/heap/segments.json")) {
            String heapId = row.path("heapId").asText();
            if (row.path("account").asText().equals("acme") && !known.contains(heapId)) {
                String segment = "sandbox/heap/acme/segments/" + heapId;
                client.post(segment + "/forget", Map.of());
                expectAcknowledged(
                        client.post(segment + "/sync", Map.of()),
                        row.path("name").asText());
                fresh.add(heapId);
            }
        }
        return fresh;
    }

    private static void expectAcknowledged(JsonNode pages, String name) throws ProductFailureException {
        for (JsonNode page : pages) {
            if (page.path("status").asInt() != 200) {
                throw new ProductFailureException("Sending " + name + ": expected 200 for page "
                        + page.path("page").asInt() + ", got "
                        + page.path("status").asInt() + " "
                        + page.path("problem").asText());
            }
        }
    }

    private boolean hasSyncs() throws ProductFailureException, InterruptedException {
        for (JsonNode item : client.get("api/v1/segments").path("items")) {
            if (!item.path("syncs").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void waitForMembers(Set<String> heapIds) throws ProductFailureException, InterruptedException {
        for (int second = 0; second < SECONDS_TO_WAIT; second++) {
            Set<String> missing = new HashSet<>(heapIds);
            Map<String, Integer> members = members();
            for (JsonNode row : client.get("sandbox/heap/segments.json")) {
                if (row.path("people").asInt()
                        == members.getOrDefault(row.path("heapId").asText(), -1)) {
                    missing.remove(row.path("heapId").asText());
                }
            }
            if (missing.isEmpty()) {
                return;
            }
            Thread.sleep(1_000);
        }
        Log.warn("Sandbox: Acme's segments are not applied yet; going on all the same");
    }

    private void sync(Synced synced, String connectionId) throws ProductFailureException, InterruptedException {
        Optional<JsonNode> found = segment(synced.heapId());
        if (found.isEmpty() || !found.get().path("syncs").isEmpty()) {
            return;
        }
        String path = "api/v1/segments/" + found.get().path("id").asText();
        client.put(
                path + "/sync",
                Map.of(
                        "connectionId",
                        connectionId,
                        "mode",
                        "recurring",
                        "intervalHours",
                        4,
                        "followHeap",
                        true,
                        "keyField",
                        "id"));
        startRun(path, connectionId);
    }

    private void startRun(String segmentPath, String connectionId) throws InterruptedException {
        try {
            client.post(segmentPath + "/runs", Map.of("connectionId", connectionId));
        } catch (ProductFailureException e) {
            Log.infof("Sandbox: no extra run was started, the schedule has to do. %s", e.getMessage());
        }
    }

    private void waitForDelivery() throws ProductFailureException, InterruptedException {
        for (int second = 0; second < SECONDS_TO_WAIT; second++) {
            Set<String> missing = new HashSet<>();
            SYNCED.forEach(synced -> missing.add(synced.heapId()));
            Map<String, Integer> members = members();
            for (JsonNode row : client.get("sandbox/launchdarkly/segments.json")) {
                if (row.path("members").asInt()
                        == members.getOrDefault(row.path("heapId").asText(), -1)) {
                    missing.remove(row.path("heapId").asText());
                }
            }
            if (missing.isEmpty()) {
                return;
            }
            Thread.sleep(1_000);
        }
        Log.warn("Sandbox: not all of Acme's segments reached LaunchDarkly yet; going on all the same");
    }

    private void changeAndSend(Synced synced) throws ProductFailureException, InterruptedException {
        String segment = "sandbox/heap/acme/segments/" + synced.heapId();
        client.post(
                segment + "/people",
                Map.of(
                        "add", ids(NEWCOMERS_FROM, synced.changes()),
                        "remove", ids(synced.firstNumber(), synced.changes() / 2)));
        expectAcknowledged(client.post(segment + "/sync", Map.of()), synced.heapId());
    }

    private Map<String, Integer> members() throws ProductFailureException, InterruptedException {
        Map<String, Integer> members = new HashMap<>();
        client.get("api/v1/segments")
                .path("items")
                .forEach(item -> members.put(
                        item.path("heapId").asText(), item.path("members").asInt()));
        return members;
    }

    private Optional<JsonNode> segment(String heapId) throws ProductFailureException, InterruptedException {
        for (JsonNode item : client.get("api/v1/segments").path("items")) {
            if (item.path("heapId").asText().equals(heapId)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    private static List<String> ids(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj("user-%06d@acme.example"::formatted)
                .toList();
    }
}
