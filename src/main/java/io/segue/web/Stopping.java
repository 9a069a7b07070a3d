package io.segue.web;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Whether this node is about to stop: an answer without end has to end then, and the browser asks another node. */
@ApplicationScoped
public class Stopping {

    private volatile boolean isStopping;

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        isStopping = true;
    }

    /** Where no delay was asked for, this is the first word of it: whoever waits for an end is told before. */
    void begin(@Observes @Priority(1) ShutdownEvent event) {
        isStopping = true;
    }

    public boolean isStopping() {
        return isStopping;
    }
}
