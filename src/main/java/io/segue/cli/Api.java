package io.segue.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.segue.web.catalogue.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Calls the REST API. Certificates are always checked, and no redirect is followed: the token goes nowhere else. */
class Api {

    static final String JSON_TYPE = "application/json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int PIECE = 500;
    private static final int TRIES = 5;
    private static final int TOO_MANY = 429;
    private static final int LONGEST_PAUSE_SECONDS = 60;

    private final URI server;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Api(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** An answer that is no refusal. */
    record Answer(int status, String body) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new CliException(Exit.NOT_REACHED, "expected JSON, got something else. Is this address a Segue?");
            }
        }
    }

    Answer get(String path) {
        return get(path, JSON_TYPE, ANSWER);
    }

    Answer get(String path, String accept, Duration patience) {
        return send(request(path, patience).header("Accept", accept).GET().build());
    }

    Answer post(String path, String type, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path, Duration.ofMinutes(30))
                .header("Accept", JSON_TYPE)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    /** All that there is of a list, piece by piece. */
    List<JsonNode> all(String path) {
        String limited = path + (path.contains("?") ? "&" : "?") + "limit=" + PIECE;
        List<JsonNode> found = new ArrayList<>();
        String behind = "";
        while (true) {
            JsonNode piece = get(limited + behind).json();
            piece.path("items").forEach(found::add);
            if (!piece.hasNonNull("next")) {
                return found;
            }
            behind = "&cursor=" + encoded(piece.path("next").asText());
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String pretty(Object json) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing JSON failed", e);
        }
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "segue-cli");
    }

    /** Who asks too often is told when to ask again, and does. */
    private Answer send(HttpRequest request) {
        for (int left = TRIES; ; left--) {
            HttpResponse<String> answer = once(request);
            if (answer.statusCode() != TOO_MANY || left == 1) {
                return checked(answer);
            }
            pause(answer.headers().firstValue("Retry-After"));
        }
    }

    private HttpResponse<String> once(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (HttpTimeoutException e) {
            throw notReached("no answer came in time.");
        } catch (SSLException e) {
            throw notReached("its certificate is not one that this machine trusts for this address. Give Java the"
                    + " certificate's authority (-Djavax.net.ssl.trustStore); the check cannot be turned off.");
        } catch (IOException e) {
            throw notReached("nothing answers there, or the connection broke.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReached("interrupted.");
        }
    }

    private CliException notReached(String why) {
        return new CliException(Exit.NOT_REACHED, "Calling " + server + ": " + why);
    }

    private Answer checked(HttpResponse<String> answer) {
        if (answer.statusCode() >= 200 && answer.statusCode() < 300) {
            return new Answer(answer.statusCode(), answer.body());
        }
        JsonNode problem = problem(answer.body());
        if (problem.path("code").asText().isEmpty()) {
            boolean isBetween = answer.statusCode() >= 502 || answer.statusCode() < 400;
            throw new CliException(
                    isBetween ? Exit.NOT_REACHED : Exit.REFUSED,
                    "Calling " + server + ": the answer is " + answer.statusCode()
                            + " and says no more. Is this address a Segue, and nothing in front of it in the way?");
        }
        throw new CliException(Exit.REFUSED, words(problem, answer.statusCode()));
    }

    private String words(JsonNode problem, int status) {
        String code = problem.path("code").asText();
        StringBuilder words = new StringBuilder(problem.path("title").asText())
                .append(" (")
                .append(status)
                .append(", ")
                .append(code)
                .append(")\n  ")
                .append(problem.path("detail").asText());
        ErrorCode.find(code).ifPresent(error -> words.append("\n  What to do: ").append(error.remedy()));
        if (problem.hasNonNull("reference")) {
            words.append("\n  Reference: ").append(problem.path("reference").asText());
        }
        return words.append("\n  See ")
                .append(server.resolve(problem.path("type").asText("/errors")))
                .toString();
    }

    private static JsonNode problem(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static void pause(Optional<String> seconds) {
        try {
            int asked = seconds.filter(text -> text.matches("[0-9]{1,4}"))
                    .map(Integer::parseInt)
                    .orElse(1);
            Thread.sleep(1000L * Math.max(1, Math.min(LONGEST_PAUSE_SECONDS, asked)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
