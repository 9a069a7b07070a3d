package io.segue.sandbox.heap.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** One event or one user's properties that reached the server-side API. */
public record Received(Instant at, String kind, String account, String identity, JsonNode content) {}
