package io.segue.platform.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Spans of what Segue does, made by hand: a framework would put addresses into them, and those of webhooks and sign-ins
 * are secrets (docs/decisions/0052). Off unless an OTLP endpoint is configured, and costing nothing then.
 */
@ApplicationScoped
public class Traces {

    private final Tracer tracer;
    private final boolean areOn;

    Traces(Tracer tracer, @ConfigProperty(name = TracesSwitch.OFF) boolean areOff) {
        this.tracer = tracer;
        this.areOn = !areOff;
    }

    public boolean areOn() {
        return areOn;
    }

    /** A piece of work that begins a trace, whatever trace its caller claims to be in. */
    public Traced begin(String name) {
        return areOn ? Traced.entered(builder(name).setNoParent().startSpan()) : Traced.OFF;
    }

    /**
     * A piece of work that goes on in the trace of the first of its causes, and is linked to the others.
     *
     * @param causes as {@link #parent} told them
     */
    public Traced goOn(String name, List<String> causes) {
        if (!areOn) {
            return Traced.OFF;
        }
        List<SpanContext> known = TraceParents.read(causes);
        SpanBuilder builder = builder(name);
        if (known.isEmpty()) {
            return Traced.entered(builder.setNoParent().startSpan());
        }
        known.stream().skip(1).forEach(builder::addLink);
        Context first = Context.root().with(Span.wrap(known.get(0)));
        return Traced.entered(builder.setParent(first).startSpan());
    }

    /** Where the work of this thread is, for what it causes later; empty when no trace is made. */
    public Optional<String> parent() {
        return areOn ? TraceParents.of(Span.current().getSpanContext()) : Optional.empty();
    }

    /** A part of the work that this thread is in, which ends on whatever thread. */
    public Traced part(String name) {
        return areOn ? Traced.outside(builder(name).startSpan()) : Traced.OFF;
    }

    private SpanBuilder builder(String name) {
        return tracer.spanBuilder(name);
    }
}
