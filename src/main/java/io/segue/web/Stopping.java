package io.segue.web;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Whether this node is about to stop: an answer without end has to end then, and the browser asks another node. */
@ApplicationScoped
public class Stopping {

    private volatile boolean isStopping;

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        isStopping = true;
    }

    public boolean isStopping() {
        return isStopping;
    }
}
