package io.segue.flags.write;

/** An order to write flag values may be due. */
public record WriteDueEvent() {}
