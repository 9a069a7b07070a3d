package io.segue.upgrade;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A migration expands: the copies of the last release go on beside it. What contracts waits until no release uses it, and
 * says so in a comment that begins with "contracts:" and gives the reason why nobody minds.
 */
class MigrationRulesTest {

    private static final Pattern CONTRACTS = Pattern.compile(
            "\\bdrop\\s+(table|column|schema|sequence|function|view)\\b"
                    + "|\\brename\\b"
                    + "|\\balter\\s+column\\s+\\w+\\s+(set\\s+data\\s+)?type\\b"
                    + "|\\bset\\s+not\\s+null\\b"
                    + "|\\badd\\s+column\\s+(?:if\\s+not\\s+exists\\s+)?\\w+\\s+(?:(?!default|,|;)[^,;])*\\bnot\\s+null\\b(?:(?!default)[^,;])*[,;]"
                    + "|\\btruncate\\b"
                    + "|\\brevoke\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("V(\\d+)__[a-z0-9]+(_[a-z0-9]+)*\\.sql");

    @Test
    void everyMigrationSinceTheLastReleaseExpands() {
        assertThat(since())
                .allSatisfy(file -> assertThat(contractions(read(file)))
                        .as(file.getFileName() + " must not break copies of the last release")
                        .isEmpty());
    }

    @Test
    void everyMigrationSinceTheLastReleaseHasANumberAboveIts() {
        List<Path> all = migrations();

        assertThat(all)
                .allSatisfy(file -> assertThat(file.getFileName().toString()).matches(NUMBER));
        assertThat(all.stream().map(MigrationRulesTest::number)).doesNotHaveDuplicates();
        assertThat(all).hasSize(before().size() + since().size());
        assertThat(before())
                .as("Flyway takes none below what an installation has")
                .hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table segue.run;",
                "alter table segue.run drop column phase;",
                "alter table segue.run rename column phase to stage;",
                "alter table segue.run alter column id type text;",
                "alter table segue.run alter column phase set not null;",
                "alter table segue.run add column a text not null, add column b text;",
                "alter table segue.run add column b text, add column a text not null;",
                "revoke select on segue.run from segue_app;"
            })
    void findsWhatContracts(String sql) {
        assertThat(contractions(sql)).isNotEmpty();
        assertThat(contractions("-- contracts: nothing reads it since 1.2\n" + sql))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table segue.x (id bigint not null, name text not null);",
                "alter table segue.run add column a text;",
                "alter table segue.run add column a int not null default 0;",
                "alter table segue.run add column a int default 0 not null, add column b text;",
                "alter table segue.run drop constraint run_cause;",
                "create index x on segue.run (id); -- nothing to drop, no table to rename"
            })
    void letsExpand(String sql) {
        assertThat(contractions(sql)).isEmpty();
    }

    private static List<String> contractions(String sql) {
        if (sql.contains("-- contracts: ")) {
            return List.of();
        }
        String bare = sql.replaceAll("--[^\n]*", "").replaceAll("(?s)\\bcreate\\s+table\\b.*?;", ";");
        return CONTRACTS.matcher(bare).results().map(MatchResult::group).toList();
    }

    private static List<Path> before() {
        return migrations().stream()
                .filter(file -> number(file) <= TestingRelease.last().schema())
                .toList();
    }

    private static List<Path> since() {
        return migrations().stream()
                .filter(file -> number(file) > TestingRelease.last().schema())
                .toList();
    }

    private static List<Path> migrations() {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.sorted(comparingInt(MigrationRulesTest::number)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(NUMBER.matcher(file.getFileName().toString()).replaceAll("$1"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
