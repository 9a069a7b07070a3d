package io.segue.sync.pace;

import io.segue.connection.VendorLimit;
import io.segue.connection.VendorLimit.Shared;
import io.segue.platform.Select;
import io.segue.sync.pace.Line.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Until when tokens, accounts and our address are to rest: what this node was told counts here at once, and in the
 * database for all others. The longest word counts.
 */
class Pauses {

    private static final HexFormat HEX = HexFormat.of();

    private final String address;

    /** Told to this node; no longer than it lasts. */
    private final Map<Subject, Instant> told = new ConcurrentHashMap<>();

    /** What the database knew when it was last asked. */
    private volatile Map<Subject, Instant> seen = Map.of();

    Pauses(String address) {
        this.address = address;
    }

    /** Long past when there is nothing to wait for. */
    Instant until(Line line) {
        return subjects(line)
                .flatMap(subject ->
                        Stream.of(told.getOrDefault(subject, Instant.EPOCH), seen.getOrDefault(subject, Instant.EPOCH)))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** At once, before anybody has written it down. */
    void hear(Line line, List<VendorLimit> limits, Instant now) {
        told.values().removeIf(now::isAfter);
        for (VendorLimit limit : limits) {
            told.merge(subject(line, limit), limit.until(), Pauses::later);
        }
    }

    void write(Connection worker, Line line, List<VendorLimit> limits) throws SQLException {
        for (VendorLimit limit : limits) {
            write(worker, subject(line, limit), limit.until());
            if (limit.shared() == Shared.ADDRESS) {
                suspect(worker, line, limit.until());
            }
        }
    }

    void look(Connection worker) throws SQLException {
        Map<Subject, Instant> found = new HashMap<>();
        // What only a newer version beside this one pauses is its own affair.
        String[] known = Stream.of(Shared.values())
                .map(shared -> shared.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        new Select(
                        "select what, fingerprint, until from pause where until > now() and is_sure and what = any(?)",
                        (Object) known)
                .list(
                        worker,
                        row -> found.put(
                                new Subject(
                                        Shared.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                                        HEX.formatHex(row.getBytes(2))),
                                row.getTimestamp(3).toInstant()));
        seen = Map.copyOf(found);
    }

    /** Who is told to wait for our address may be meant alone; the token rests, and two of them make the address rest. */
    private static Subject subject(Line line, VendorLimit limit) {
        return limit.shared() == Shared.ACCOUNT && line.account().isPresent()
                ? new Subject(Shared.ACCOUNT, line.account().get())
                : new Subject(Shared.TOKEN, line.token());
    }

    private Stream<Subject> subjects(Line line) {
        return Stream.concat(
                Stream.of(new Subject(Shared.TOKEN, line.token()), new Subject(Shared.ADDRESS, address)),
                line.account().stream().map(account -> new Subject(Shared.ACCOUNT, account)));
    }

    private static void write(Connection worker, Subject subject, Instant until) throws SQLException {
        try (PreparedStatement upsert = worker.prepareStatement("""
                insert into pause as p (what, fingerprint, until) values (?, ?, ?)
                on conflict (what, fingerprint) do update set until = greatest(p.until, excluded.until)""")) {
            upsert.setString(1, subject.shared().name().toLowerCase(Locale.ROOT));
            upsert.setBytes(2, HEX.parseHex(subject.fingerprint()));
            upsert.setTimestamp(3, Timestamp.from(until));
            upsert.executeUpdate();
        }
    }

    private void suspect(Connection worker, Line line, Instant until) throws SQLException {
        try (PreparedStatement upsert = worker.prepareStatement("""
                insert into pause as p (what, fingerprint, until, told_by, is_sure) values ('address', ?, ?, ?, false)
                on conflict (what, fingerprint) do update
                   set is_sure = p.until > now() and (p.is_sure or p.told_by <> excluded.told_by),
                       until = greatest(p.until, excluded.until), told_by = excluded.told_by""")) {
            upsert.setBytes(1, HEX.parseHex(address));
            upsert.setTimestamp(2, Timestamp.from(until));
            upsert.setBytes(3, HEX.parseHex(line.token()));
            upsert.executeUpdate();
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
