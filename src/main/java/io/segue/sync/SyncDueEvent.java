package io.segue.sync;

/** A sync was made due: whoever runs syncs may look at once instead of waiting for its clock. */
public record SyncDueEvent() {}
