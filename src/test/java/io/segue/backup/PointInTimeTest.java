package io.segue.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A base backup and the write-ahead log give back any moment, as docs/operations.md says: here with PostgreSQL's own
 * functions, since the embedded one brings no pg_basebackup.
 */
class PointInTimeTest {

    @TempDir
    Path folder;

    @Test
    void givesBackTheMomentBeforeAMistake() throws Exception {
        Path archive = Files.createDirectory(folder.resolve("archive"));
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        String before;
        try (EmbeddedPostgres server = server(data).start()) {
            execute(server, "alter system set archive_mode = on");
            execute(server, "alter system set archive_command = 'cp %p " + archive + "/%f'");
        }
        try (EmbeddedPostgres server = server(data).start()) {
            execute(server, "create table segment_member (id text)");
            execute(server, "insert into segment_member values ('from before the backup')");
            backUp(server, data, backup);
            execute(server, "insert into segment_member values ('from after the backup')");
            before = texts(server, "select clock_timestamp()::text").get(0);
            execute(server, "delete from segment_member");
            String segment =
                    texts(server, "select pg_walfile_name(pg_switch_wal())").get(0);
            await().until(() -> texts(server, "select coalesce(last_archived_wal, '') from pg_stat_archiver")
                            .get(0)
                            .compareTo(segment)
                    >= 0);
        }

        Files.createFile(backup.resolve("recovery.signal"));
        Files.writeString(
                backup.resolve("postgresql.auto.conf"),
                "restore_command = 'cp " + archive + "/%f %p'\nrecovery_target_time = '" + before
                        + "'\nrecovery_target_action = 'promote'\n");
        try (EmbeddedPostgres restored = server(backup).start()) {
            assertThat(texts(restored, "select id from segment_member"))
                    .containsExactlyInAnyOrder("from before the backup", "from after the backup");
        }
    }

    private static EmbeddedPostgres.Builder server(Path data) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("unix_socket_directories", "");
    }

    /** What pg_basebackup does: begin, copy the folder while the server goes on, end, and keep the label with the copy. */
    private static void backUp(EmbeddedPostgres server, Path data, Path backup) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('a backup', true)");
            copy(data, backup);
            try (ResultSet end = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                end.next();
                Files.writeString(backup.resolve("backup_label"), end.getString(1));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                Path made = Files.createDirectories(to.resolve(from.relativize(source)));
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                // Left out of every backup; the log comes from the archive.
                if (!source.endsWith("postmaster.pid") && !source.getParent().endsWith("pg_wal")) {
                    Files.copy(source, to.resolve(from.relativize(source)));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path source, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static void execute(EmbeddedPostgres server, String sql) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(EmbeddedPostgres server, String sql) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
