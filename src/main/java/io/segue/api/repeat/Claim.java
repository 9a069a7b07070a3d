package io.segue.api.repeat;

/**
 * The right to carry a call out.
 *
 * @param attempt a later one has a higher number, and the right goes with it
 */
record Claim(long tenant, long row, int attempt) {}
