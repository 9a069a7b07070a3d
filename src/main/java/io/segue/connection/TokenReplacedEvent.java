package io.segue.connection;

/** A connection has another token, stored and committed: what a refused token stopped can go on. */
public record TokenReplacedEvent(long tenant, long connection) {}
