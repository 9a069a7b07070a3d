package io.segue.sync;

import io.segue.connection.CheckResult;
import io.segue.connection.TargetAccount;
import io.segue.connection.TargetEnvironment;
import io.segue.connection.TargetPlace;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.connection.contents.StoredExport;
import io.segue.connection.contents.StoredExport.Progress;
import io.segue.connection.contents.StoredSegment;
import io.segue.connection.contents.TargetContents;
import io.segue.platform.Secret;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What LaunchDarkly says of one segment: whatever a test wants it to. */
public final class TestingContents implements TargetAccount, TargetContents {

    /** The members. */
    public final Set<String> keys = new TreeSet<>();

    private Optional<Long> created = Optional.of(1_000L);
    private Progress progress = Progress.READY;
    private final Set<String> silent = new TreeSet<>();
    private int questions;

    public void madeAt(long millis) {
        created = Optional.of(millis);
    }

    public void delete() {
        created = Optional.empty();
        keys.clear();
    }

    public void write(Progress now) {
        progress = now;
    }

    /** Nothing is said of these segments. */
    public void saysNothingOf(String... segmentKeys) {
        silent.addAll(List.of(segmentKeys));
    }

    /** How often a key was asked for. */
    public int questions() {
        return questions;
    }

    @Override
    public Optional<StoredSegment> find(TargetPlace place, Secret accessToken) {
        requireWord(place);
        return created.map(at -> new StoredSegment(at, OptionalLong.of(keys.size())));
    }

    @Override
    public boolean isMember(TargetPlace segment, String key, Secret accessToken) {
        questions++;
        requireWord(segment);
        if (created.isEmpty()) {
            throw new VendorException(VendorFailure.of(Kind.NOT_FOUND, 404, "no such segment"));
        }
        return keys.contains(key);
    }

    private void requireWord(TargetPlace place) {
        if (silent.contains(place.segmentKey())) {
            throw new VendorException(VendorFailure.of(Kind.UNAVAILABLE, 503, "no answer"));
        }
    }

    @Override
    public String startExport(TargetPlace place, Secret accessToken) {
        return "export-1";
    }

    @Override
    public StoredExport findExport(TargetPlace place, String export, Secret accessToken) {
        return new StoredExport(progress, "in its own words", Optional.of("/file"));
    }

    @Override
    public void read(StoredExport export, Secret accessToken, Consumer<String> key) {
        keys.forEach(key);
    }

    @Override
    public CheckResult check(String clientSideId, Secret accessToken) {
        throw new UnsupportedOperationException("Nobody checks here");
    }

    @Override
    public List<TargetEnvironment> environments(Secret accessToken) {
        throw new UnsupportedOperationException("Nobody lists here");
    }
}
