package io.segue.platform.observe;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes where in which trace something was, as the header traceparent does.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
final class TraceParents {

    private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private TraceParents() {}

    /** Empty when it is in none, or in one that is not recorded. */
    static Optional<String> of(SpanContext context) {
        return context.isValid() && context.isSampled()
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }

    /** What cannot be read is left out. */
    static List<SpanContext> read(List<String> texts) {
        return texts.stream()
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(found -> SpanContext.createFromRemoteParent(
                        found.group(1), found.group(2), TraceFlags.fromHex(found.group(3), 0), TraceState.getDefault()))
                .filter(SpanContext::isValid)
                .toList();
    }
}
