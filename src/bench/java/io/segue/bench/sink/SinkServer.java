package io.segue.bench.sink;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * The imitation LaunchDarkly, and of Heap what takes users' properties: one event loop, members kept as sets, latency by
 * timer so that calls wait side by side.
 */
public final class SinkServer {

    private final Vertx vertx;
    private final InboundCall call = new InboundCall();
    private final Map<String, Map<String, MemberSet>> environments = new HashMap<>();
    private final Tally tally = new Tally();
    private final ServerRules rules = new ServerRules();
    private long latencyMillis;

    private SinkServer(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The one argument is the port, on 127.0.0.1. */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setMaxEventLoopExecuteTime(20_000_000_000L)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        SinkServer sink = new SinkServer(vertx);
        vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(0))
                .requestHandler(sink::take)
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onFailure(failure -> {
                    System.err.println("The imitation LaunchDarkly does not start: " + failure);
                    System.exit(1);
                });
    }

    private void take(HttpServerRequest request) {
        String path = request.path();
        if (path.equals("/api/v2/segment-targets/heap-inbound")) {
            tally.begin();
            request.body().onSuccess(body -> takeMembers(request, body)).onFailure(gone -> tally.end());
        } else if (path.equals("/api/add_user_properties")) {
            tally.begin();
            request.body().onSuccess(body -> takeUsers(request, body)).onFailure(gone -> tally.end());
        } else if (path.equals("/sdk/latest-all")) {
            request.response().putHeader("Content-Type", "application/json").end(rules.json());
        } else if (path.startsWith("/api/") || path.startsWith("/sdk/") || path.startsWith("/oidc/")) {
            new AccountRoutes(environments.keySet()).answer(request, this::sizeOf);
        } else {
            control(request, path);
        }
    }

    private void takeMembers(HttpServerRequest request, Buffer body) {
        int status;
        Buffer answer;
        try {
            if (!AccountRoutes.hasToken(request)) {
                throw new Refusal("Invalid account ID header");
            }
            call.read(body.getBytes());
            Map<String, MemberSet> segments = environments.get(call.environment);
            if (segments == null) {
                throw new Refusal("unknown environment " + call.environment);
            }
            apply(segments.computeIfAbsent(call.segment, key -> new MemberSet()));
            tally.took(body.length(), call.adds, call.removes);
            status = 200;
            answer = Answers.success(call.environment, call.segment);
        } catch (Refusal e) {
            tally.refused(e.getMessage());
            status = e.getMessage().startsWith("Invalid account") ? 401 : 400;
            answer = Answers.failure(status, e.getMessage());
        }
        answer(request.response().setStatusCode(status), answer);
    }

    /** The users whom an app has are kept as members of a segment of its name. */
    private void takeUsers(HttpServerRequest request, Buffer body) {
        UserCall users = new UserCall();
        try {
            users.read(body.getBytes());
            MemberSet known = environments
                    .computeIfAbsent("heap", key -> new HashMap<>())
                    .computeIfAbsent(users.appId, key -> new MemberSet());
            users.identities.forEach(identity -> tally.asserted(known.add(identity, 0, identity.length)));
            tally.took(body.length(), users.identities.size(), 0);
            answer(request.response(), Buffer.buffer("{}"));
        } catch (Refusal e) {
            tally.refused(e.getMessage());
            answer(request.response().setStatusCode(400), Buffer.buffer("{\"error\":\"refused\"}"));
        }
    }

    private void answer(HttpServerResponse response, Buffer answer) {
        response.putHeader("Content-Type", "application/json");
        if (latencyMillis == 0) {
            tally.end();
            response.end(answer);
        } else {
            vertx.setTimer(latencyMillis, timer -> {
                tally.end();
                response.end(answer);
            });
        }
    }

    private void apply(MemberSet members) {
        for (int i = call.addFrom; i < call.addFrom + call.adds; i++) {
            tally.asserted(members.add(call.keys, call.starts[i], call.starts[i + 1] - call.starts[i]));
        }
        for (int i = call.removeFrom; i < call.removeFrom + call.removes; i++) {
            tally.asserted(members.remove(call.keys, call.starts[i], call.starts[i + 1] - call.starts[i]));
        }
    }

    private int sizeOf(String environment, String segment) {
        MemberSet members = environments.getOrDefault(environment, Map.of()).get(segment);
        return members == null ? -1 : members.size();
    }

    private void control(HttpServerRequest request, String path) {
        HttpServerResponse response = request.response();
        switch (path) {
            case "/stats" -> response.end(tally.toJson());
            case "/reset" -> {
                tally.reset();
                response.end();
            }
            case "/latency" -> {
                latencyMillis = Long.parseLong(request.getParam("ms"));
                response.end();
            }
            case "/last-flag" -> {
                rules.serveTheLastTo(Integer.parseInt(request.getParam("percent")));
                response.end();
            }
            case "/environments" -> {
                if (request.getParam("add") != null) {
                    environments.computeIfAbsent(request.getParam("add"), key -> new HashMap<>());
                }
                environments.remove(request.getParam("drop", ""));
                response.end();
            }
            case "/members" -> {
                MemberSet none = new MemberSet();
                response.setChunked(true);
                sendLines(
                        response,
                        environments
                                .getOrDefault(request.getParam("environment", ""), Map.of())
                                .getOrDefault(request.getParam("segment", ""), none),
                        0);
            }
            default -> response.setStatusCode(404).end();
        }
    }

    private void sendLines(HttpServerResponse response, MemberSet members, int from) {
        int position = from;
        while (position < members.positions() && !response.writeQueueFull()) {
            Buffer lines = Buffer.buffer(1 << 16);
            members.nextLines(position, lines);
            position += 4096;
            if (lines.length() > 0) {
                response.write(lines);
            }
        }
        if (position >= members.positions()) {
            response.end();
        } else {
            int next = position;
            response.drainHandler(drained -> sendLines(response, members, next));
        }
    }
}
