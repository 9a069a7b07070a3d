package io.segue.sync.verify;

import io.segue.connection.ConnectionAccess;
import io.segue.connection.contents.StoredExport;
import io.segue.connection.contents.TargetContents;
import io.segue.sync.pace.Enquiries;
import io.segue.sync.verify.SampledKeys.Expected;
import io.segue.sync.verify.VerificationStore.Start;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Has LaunchDarkly write all keys of the segment into a file, and compares it with ours: step by step, since LaunchDarkly
 * takes its time, and in the database, since there may be millions.
 */
@ApplicationScoped
class ExportCheck {

    private static final Duration WHILE_A_RUN_GOES_ON = Duration.ofSeconds(15);
    private static final Duration WHILE_IT_IS_WRITTEN = Duration.ofSeconds(5);
    private static final int KEYS_AT_ONCE = 10_000;

    /** So many differences are asked for once more, one by one. */
    private static final int MOST_ASKED_AGAIN = 500;

    private final VerificationStore store;
    private final ExportedKeys exported;
    private final SampleCheck sample;
    private final TargetContents contents;
    private final Enquiries enquiries;

    ExportCheck(
            VerificationStore store,
            ExportedKeys exported,
            SampleCheck sample,
            TargetContents contents,
            Enquiries enquiries) {
        this.store = store;
        this.exported = exported;
        this.sample = sample;
        this.contents = contents;
        this.enquiries = enquiries;
    }

    /** One step; the next one is due when it says so. */
    void step(VerificationClaim claim, Start start, ConnectionAccess access) {
        if (start.export().isEmpty()) {
            begin(claim, start, access);
            return;
        }
        StoredExport export = enquiries.ask(
                access,
                () -> contents.findExport(
                        start.place().orElseThrow(), start.export().get(), access.accessToken()));
        switch (export.progress()) {
            case GOING_ON -> store.lookAgain(claim, WHILE_IT_IS_WRITTEN);
            case FAILED -> store.fail(claim, "LaunchDarkly could not write the export; it says: " + export.status());
            case READY -> compare(claim, start, access, export);
        }
    }

    private void begin(VerificationClaim claim, Start start, ConnectionAccess access) {
        if (exported.isRunning(claim)) {
            store.lookAgain(claim, WHILE_A_RUN_GOES_ON);
            return;
        }
        exported.noteFence(claim);
        String export =
                enquiries.ask(access, () -> contents.startExport(start.place().orElseThrow(), access.accessToken()));
        store.exportStarted(claim, export, WHILE_IT_IS_WRITTEN);
    }

    private void compare(VerificationClaim claim, Start start, ConnectionAccess access, StoredExport export) {
        store.begin(claim);
        exported.clear(claim);
        long read = read(claim, access, export);
        ExportedKeys.Count count = exported.compare(claim, start).without(exported.removeErased(claim));
        boolean isSure = count.all() == 0 || !exported.hasRunSince(claim);
        if (count.all() > 0 && count.all() <= MOST_ASKED_AGAIN) {
            count = askAgain(claim, start, access, count);
            isSure = true;
        }
        exported.clear(claim);
        store.finish(claim, read, count.missing(), count.extra(), isSure);
    }

    private long read(VerificationClaim claim, ConnectionAccess access, StoredExport export) {
        List<String> some = new ArrayList<>(KEYS_AT_ONCE);
        long[] read = {0};
        contents.read(export, access.accessToken(), key -> {
            some.add(key);
            if (some.size() == KEYS_AT_ONCE) {
                read[0] += exported.add(claim, some);
                store.progress(claim, read[0]);
                some.clear();
            }
        });
        return read[0] + exported.add(claim, some);
    }

    private ExportedKeys.Count askAgain(
            VerificationClaim claim, Start start, ConnectionAccess access, ExportedKeys.Count count) {
        List<String> gone = new ArrayList<>();
        long missing = count.missing();
        long extra = count.extra();
        for (Expected expected : exported.differing(claim)) {
            if (!sample.differsStill(claim, start, access, expected)) {
                gone.add(expected.key());
                missing -= expected.isHeld() ? 1 : 0;
                extra -= expected.isHeld() ? 0 : 1;
            }
        }
        store.write(claim, connection -> ExportedKeys.forget(connection, claim, gone));
        return new ExportedKeys.Count(missing, extra);
    }
}
