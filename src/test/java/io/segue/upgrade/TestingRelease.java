package io.segue.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What stands for the last release: the number of its newest migration, and where its source is. */
public record TestingRelease(int schema, String commit) {

    public static TestingRelease last() {
        try (InputStream file = TestingRelease.class.getResourceAsStream("/upgrade/last-release.properties")) {
            Properties release = new Properties();
            release.load(file);
            return new TestingRelease(Integer.parseInt(release.getProperty("schema")), release.getProperty("commit"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An installation of it: something in every table. */
    public static String data() {
        try (InputStream file = TestingRelease.class.getResourceAsStream("/upgrade/last-release.sql")) {
            return new String(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
