package io.segue.segment;

import io.segue.platform.Database;

/** Segments as another node has them: with a memory of its own. */
public final class TestingSegments {

    private TestingSegments() {}

    public static Segments on(Database database) {
        return new Segments(database);
    }
}
