package io.segue.flags.engine;

import io.segue.flags.HeapTarget;
import io.segue.platform.Database;
import io.segue.segment.KnownUsers;
import java.time.Clock;

/** What the parts of one run share. */
record WriteRun(
        Database database,
        WriteClaims claims,
        WriteClaim claim,
        WriteClaims.Lease lease,
        WriteJournal journal,
        WriteLog log,
        WriteCounts counts,
        KnownUsers users,
        HeapTarget heap,
        WriteConfig config,
        Clock clock) {}
