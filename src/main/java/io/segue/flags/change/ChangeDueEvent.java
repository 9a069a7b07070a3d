package io.segue.flags.change;

/** Events of changed flags may wait to be sent. */
public record ChangeDueEvent() {}
