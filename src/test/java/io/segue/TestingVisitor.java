package io.segue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Someone with a browser, as far as HTTP goes: keeps cookies, follows redirects, fills in forms. Sends secure cookies to
 * this machine without TLS, as browsers do.
 */
public final class TestingVisitor {

    public static final String SESSION = "q_session";

    private static final Pattern FORM = Pattern.compile("<form.*?</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input[^>]*>");
    private static final int MOST_REDIRECTS = 15;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, Map<String, String>> cookies = new HashMap<>();
    private final List<String> everSet = new ArrayList<>();
    private final String base;

    public TestingVisitor(String base) {
        this.base = base;
    }

    /** What came, and what the visitor was told to do with the session's cookie. */
    public record Answer(int status, URI at, Optional<String> location, String body, List<String> sessionCookies) {

        public boolean isSignIn() {
            return status == 302 && location.orElse("").contains("response_type=code");
        }
    }

    /** The cookie that stands for the session; empty without one. */
    public String session() {
        return jar(URI.create(base)).getOrDefault(SESSION, "");
    }

    public TestingVisitor withSession(String value) {
        jar(URI.create(base)).put(SESSION, value);
        return this;
    }

    /** Goes where the path leads, through all redirects. */
    public Answer open(String path) {
        return follow(get(path));
    }

    /** One request, no redirect followed. */
    public Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base).resolve(path)).header("Accept", "text/html"));
    }

    /** As a script of a page asks, not a person. */
    public Answer getAsScript(String path) {
        return send(HttpRequest.newBuilder(URI.create(base).resolve(path))
                .header("Accept", "text/html")
                .header("HX-Request", "true"));
    }

    /** As a page asks by its own clock, whoever sits before it. */
    public Answer getUnattended(String path) {
        return send(HttpRequest.newBuilder(URI.create(base).resolve(path))
                .header("Accept", "text/html")
                .header("HX-Request", "true")
                .header("Segue-Unattended", "true"));
    }

    /** A stream of events, line by line as they come. */
    public Iterator<String> stream(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base).resolve(path))
                .header("Accept", "text/event-stream")
                .header("Cookie", SESSION + "=" + session())
                .build();
        try {
            return http.send(request, BodyHandlers.ofLines()).body().iterator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Each order to keep this cookie with a value, whoever gave it, with its attributes. */
    public List<String> cookiesSet(String name) {
        return everSet.stream()
                .filter(cookie -> cookie.startsWith(name + "=") && !cookie.startsWith(name + "=;"))
                .toList();
    }

    /** Through the sign-in form of the OIDC server; Keycloak asks for the name first when it knows organisations. */
    public Answer signIn(Map<String, String> fields) {
        Answer page = open("/sign-in");
        if (!fields.containsKey("password") || page.body().contains("type=\"password\"")) {
            return submit(page, fields);
        }
        Answer named = submit(page, Map.of("username", fields.get("username")));
        return submit(named, Map.of("password", fields.get("password")));
    }

    /** Posts the form of a page that has all of these fields, and goes where that leads. */
    public Answer submit(Answer page, Map<String, String> fields) {
        String form = FORM.matcher(page.body())
                .results()
                .map(MatchResult::group)
                .filter(found -> fields.keySet().stream().allMatch(name -> attribute(found, "name", name)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected a form with " + fields.keySet() + " at " + page.at()
                        + ", got " + page.status() + "\n" + page.body()));
        Map<String, String> all = new LinkedHashMap<>();
        INPUT.matcher(form)
                .results()
                .map(MatchResult::group)
                .filter(input -> attribute(input, "type", "hidden"))
                .forEach(input -> all.put(value(input, "name"), value(input, "value")));
        all.putAll(fields);
        String action = value(form, "action");
        return follow(send(
                HttpRequest.newBuilder(action.isEmpty() ? page.at() : page.at().resolve(action))
                        .header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(all)))));
    }

    private Answer follow(Answer first) {
        Answer answer = first;
        for (int i = 0; i < MOST_REDIRECTS && answer.location().isPresent(); i++) {
            URI next = answer.at().resolve(answer.location().get());
            answer = send(HttpRequest.newBuilder(next).header("Accept", "text/html"));
        }
        return answer;
    }

    private Answer send(HttpRequest.Builder builder) {
        URI at = builder.build().uri();
        String sent = jar(at).entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        if (!sent.isEmpty()) {
            builder.header("Cookie", sent);
        }
        try {
            HttpResponse<String> response = http.send(builder.build(), BodyHandlers.ofString());
            List<String> set = response.headers().allValues("Set-Cookie");
            set.forEach(cookie -> keep(at, cookie));
            everSet.addAll(set);
            return new Answer(
                    response.statusCode(),
                    at,
                    response.headers().firstValue("Location"),
                    response.body(),
                    set.stream()
                            .filter(cookie -> cookie.startsWith(SESSION + "="))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(URI at, String cookie) {
        String[] pair = cookie.split(";")[0].split("=", 2);
        if (pair[1].isEmpty() || cookie.matches("(?i).*max-age=0\\b.*")) {
            jar(at).remove(pair[0]);
        } else {
            jar(at).put(pair[0], pair[1]);
        }
    }

    private Map<String, String> jar(URI at) {
        return cookies.computeIfAbsent(at.getAuthority(), authority -> new LinkedHashMap<>());
    }

    private static boolean attribute(String html, String name, String value) {
        return Pattern.compile(name + "=[\"']" + Pattern.quote(value) + "[\"']")
                .matcher(html)
                .find();
    }

    private static String value(String html, String attribute) {
        Matcher found =
                Pattern.compile("\\b" + attribute + "=[\"']([^\"']*)[\"']").matcher(html);
        return found.find() ? found.group(1).replace("&amp;", "&") : "";
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
