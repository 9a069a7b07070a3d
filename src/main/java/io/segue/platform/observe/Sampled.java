package io.segue.platform.observe;

/** Figures over all tenants that stand in the database: every node reads them again every few seconds. */
public interface Sampled {

    void sample();
}
