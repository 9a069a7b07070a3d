package io.segue.web;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** A node that is told to stop by a test, and goes on. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestingStopping extends Stopping {

    private volatile boolean isTold;

    public void stop() {
        isTold = true;
    }

    public void goOn() {
        isTold = false;
    }

    @Override
    public boolean isStopping() {
        return isTold || super.isStopping();
    }
}
