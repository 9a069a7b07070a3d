package io.segue.sync.verify;

import io.segue.connection.ConnectionAccess;
import io.segue.connection.TargetAccount;
import io.segue.platform.Select;
import io.segue.sync.pace.Enquiries;
import io.segue.sync.verify.SampledKeys.Expected;
import io.segue.sync.verify.VerificationStore.Start;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Asks LaunchDarkly for some keys, one by one; what differs is asked for once more at the end. */
@ApplicationScoped
class SampleCheck {

    private static final int TOLD_EVERY = 20;

    private final VerificationStore store;
    private final SampledKeys sample;
    private final TargetAccount account;
    private final Enquiries enquiries;

    SampleCheck(VerificationStore store, SampledKeys sample, TargetAccount account, Enquiries enquiries) {
        this.store = store;
        this.sample = sample;
        this.account = account;
        this.enquiries = enquiries;
    }

    void run(VerificationClaim claim, Start start, ConnectionAccess access) {
        store.begin(claim);
        List<Expected> keys = sample.choose(claim, start);
        List<Expected> differing = new ArrayList<>();
        long checked = 0;
        for (Expected expected : keys) {
            if (differs(start, access, expected)) {
                differing.add(expected);
            }
            if (++checked % TOLD_EVERY == 0) {
                store.progress(claim, checked);
            }
        }
        List<Expected> sure = differing.stream()
                .filter(expected -> differsStill(claim, start, access, expected))
                .toList();
        note(claim, sure);
        long missing = sure.stream().filter(Expected::isHeld).count();
        store.finish(claim, checked, missing, sure.size() - missing, true);
    }

    /** A run may have changed it meanwhile, and LaunchDarkly may show what was sent a little later. */
    boolean differsStill(VerificationClaim claim, Start start, ConnectionAccess access, Expected expected) {
        return sample.again(claim, start, expected).isPresent() && differs(start, access, expected);
    }

    private boolean differs(Start start, ConnectionAccess access, Expected expected) {
        boolean isHeld = enquiries.ask(
                access, () -> account.isMember(start.place().orElseThrow(), expected.key(), access.accessToken()));
        return isHeld != expected.isHeld();
    }

    private void note(VerificationClaim claim, List<Expected> differing) {
        store.write(claim, connection -> {
            for (Expected expected : differing) {
                new Select(
                                "insert into verification_key (tenant_id, verification_id, key, finding) values (?, ?, ?, ?) returning key",
                                claim.tenant(),
                                claim.id(),
                                expected.key(),
                                expected.isHeld() ? "missing" : "extra")
                        .first(connection, row -> row.getString(1));
            }
        });
    }
}
