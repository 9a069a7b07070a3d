package io.segue.api.version;

/**
 * A single resource as it is answered, with an ETag. It stands for what people set of the resource, not for what happens to
 * it: a run that moves a figure must not have a change refused that was meant for these settings.
 */
public interface Versioned {

    /** What people set, as something that is written as JSON. */
    Object settings();
}
