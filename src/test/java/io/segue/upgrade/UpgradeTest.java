package io.segue.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.backup.TestingRowsOfAll;
import io.segue.platform.embedded.EmbeddedDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The data of the last release, carried across every migration since. */
class UpgradeTest {

    static EmbeddedDatabase database;
    static TestingRowsOfAll rows;
    static Map<String, List<String>> columns;
    static Map<String, List<String>> before;

    @BeforeAll
    static void upgrade() throws SQLException {
        database = EmbeddedDatabase.start(null, 0, false);
        flyway().target(Integer.toString(TestingRelease.last().schema())).load().migrate();
        rows = new TestingRowsOfAll(url());
        rows.execute(TestingRelease.data());
        columns = rows.columns();
        before = rows.read(columns);
        flyway().load().migrate();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void hasSomethingInEveryTableOfTheLastRelease() {
        assertThat(before).isNotEmpty().allSatisfy((table, found) -> {
            if (!table.startsWith("quartz.")) {
                assertThat(found).as(table).isNotEmpty();
            }
        });
    }

    /** The columns that the release knew, row by row: its copies still read them while this version starts. */
    @Test
    void leavesWhatWasThereAsItWas() throws SQLException {
        Map<String, List<String>> after = rows.read(columns);

        assertThat(before)
                .allSatisfy(
                        (table, found) -> assertThat(after.get(table)).as(table).containsExactlyElementsOf(found));
    }

    private static FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(url(), "segue_owner", "segue_owner")
                .schemas("public")
                .locations("filesystem:src/main/resources/db/migration");
    }

    private static String url() {
        return "jdbc:postgresql://localhost:" + database.port() + "/segue";
    }
}
