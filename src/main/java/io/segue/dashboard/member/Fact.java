package io.segue.dashboard.member;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened to a person in one segment.
 *
 * @param tone the colour of its dot: good, busy, wait, bad or idle
 * @param link where to see more, such as the run or the delivery
 */
record Fact(Instant at, String tone, String what, Optional<String> detail, Optional<String> link) {}
