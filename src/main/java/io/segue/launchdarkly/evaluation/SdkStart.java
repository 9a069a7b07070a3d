package io.segue.launchdarkly.evaluation;

import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDClient;
import com.launchdarkly.sdk.server.LDConfig;
import io.segue.flags.FlagEvaluation;
import io.segue.platform.Secret;
import io.segue.platform.http.Breakage;
import io.segue.platform.http.Calls;
import io.segue.platform.http.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPInputStream;

/**
 * Starts LaunchDarkly's SDK for servers for one run, with rules that were asked for once. It opens no stream and sends no
 * events, so that nothing is counted as evaluated and nobody as seen.
 */
public class SdkStart {

    /** Compressed; environments have rules of some megabytes at most. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final URI base;
    private final Calls calls;
    private final Clock clock;

    public SdkStart(URI base, Duration connectTimeout, Duration callTimeout, Clock clock) {
        this.base = base;
        this.calls = new Calls(connectTimeout, callTimeout);
        this.clock = clock;
    }

    /**
     * The SDK was not given the rules.
     *
     * <p>The status is that of LaunchDarkly's answer, 0 when there was none or it could not be read.
     */
    public static final class NotStartedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        NotStartedException(int status, String reason) {
            super(reason);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    public FlagEvaluation open(Secret sdkKey) throws NotStartedException {
        SdkRules rules = rules(sdkKey);
        OurSegments segments = new OurSegments(clock);
        LDConfig config = new LDConfig.Builder()
                .dataSource(context -> rules.source(context.getDataSourceUpdateSink()))
                .bigSegments(Components.bigSegments(context -> segments).userCacheSize(0))
                .events(Components.noEvents())
                .diagnosticOptOut(true)
                // What goes wrong is told to the customer, by whom it concerns.
                .logging(Components.noLogging())
                .build();
        return new SdkEvaluation(
                new LDClient(sdkKey.value(), config), segments, new Needs(rules.segments()), rules.flags());
    }

    /** As SDKs for servers that poll ask for them. */
    private SdkRules rules(Secret sdkKey) throws NotStartedException {
        String text = base.toString();
        Reply reply;
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create((text.endsWith("/") ? text : text + "/") + "sdk/latest-all"))
                    .header("Authorization", sdkKey.value())
                    .header("Accept-Encoding", "gzip")
                    .header("User-Agent", "segue")
                    .build();
            reply = calls.call(request, MOST_BYTES).join();
        } catch (CompletionException e) {
            throw new NotStartedException(0, Breakage.reason("LaunchDarkly", e));
        }
        if (reply.status() != 200) {
            throw new NotStartedException(reply.status(), "got " + reply.status());
        }
        return SdkRules.read(plain(reply)).orElseThrow(() -> new NotStartedException(0, "it was no set of flags"));
    }

    private static byte[] plain(Reply reply) throws NotStartedException {
        boolean isPacked = reply.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        if (!isPacked) {
            return reply.body();
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(reply.body()))) {
            return unpacked.readAllBytes();
        } catch (IOException e) {
            throw new NotStartedException(0, "it was no set of flags");
        }
    }
}
