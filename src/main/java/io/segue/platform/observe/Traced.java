package io.segue.platform.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Optional;

/** One piece of work in a trace; its end is its closing. What is noted are ids, numbers and codes, never a text of others. */
public final class Traced implements AutoCloseable {

    static final Traced OFF = new Traced(Span.getInvalid(), Scope.noop(), Marks.NONE);

    private final Span span;
    private final Scope scope;
    private final Marks marks;

    private Traced(Span span, Scope scope, Marks marks) {
        this.span = span;
        this.scope = scope;
        this.marks = marks;
    }

    /** This thread is in it until it closes it, and its log lines say so. */
    static Traced entered(Span span) {
        return new Traced(
                span,
                span.makeCurrent(),
                Marks.of("traceId", span.getSpanContext().getTraceId()));
    }

    static Traced outside(Span span) {
        return new Traced(span, Scope.noop(), Marks.NONE);
    }

    /** Empty when no trace is made. */
    public Optional<String> traceId() {
        return Optional.of(span.getSpanContext())
                .filter(context -> context.isValid() && context.isSampled())
                .map(context -> context.getTraceId());
    }

    public Traced note(String key, String value) {
        span.setAttribute(key, value);
        return this;
    }

    public Traced note(String key, long value) {
        span.setAttribute(key, value);
        return this;
    }

    public void link(List<String> causes) {
        TraceParents.read(causes).forEach(span::addLink);
    }

    /** @param code a word of ours */
    public void failed(String code) {
        span.setStatus(StatusCode.ERROR, code);
    }

    /** For the threads that help: they are in it while they do this. */
    public Runnable in(Runnable work) {
        return this == OFF ? work : Context.current().with(span).wrap(work);
    }

    @Override
    public void close() {
        marks.close();
        scope.close();
        span.end();
    }
}
