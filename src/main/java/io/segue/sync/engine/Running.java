package io.segue.sync.engine;

import io.segue.sync.claim.Claim;

/** A claimed sync and the run that carries it out. */
record Running(Claim claim, long run) {}
