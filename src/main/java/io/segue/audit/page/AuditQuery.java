package io.segue.audit.page;

import io.segue.web.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of the audit log is asked for; an empty text asks for everything.
 *
 * @param zone where the days are ones
 */
public record AuditQuery(String who, String what, Optional<LocalDate> from, Optional<LocalDate> to, ZoneId zone) {

    public AuditQuery {
        who = who.strip();
        what = what.strip();
    }

    public static AuditQuery of(String who, String what, String from, String to, ZoneId zone) {
        return new AuditQuery(who, what, day(from), day(to), zone);
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return typed.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest(
                    "Reading the audit log: expected a day such as 2026-03-31, got \"" + typed + "\".");
        }
    }

    boolean isEmpty() {
        return who.isEmpty() && what.isEmpty() && from.isEmpty() && to.isEmpty();
    }

    /** For links that keep it, such as those to older entries. */
    String asParameters() {
        return "who=" + encoded(who) + "&what=" + encoded(what) + "&from=" + text(from) + "&to=" + text(to);
    }

    static String text(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("");
    }

    /** The condition in SQL; its values are {@link #values}. The last day is included. */
    String condition() {
        StringBuilder sql = new StringBuilder();
        if (!who.isEmpty()) {
            sql.append(" and position(lower(?) in lower(actor)) > 0");
        }
        if (!what.isEmpty()) {
            sql.append(" and position(lower(?) in lower(concat_ws(' ', action, subject, detail, before, after))) > 0");
        }
        from.ifPresent(day -> sql.append(" and at >= ?"));
        to.ifPresent(day -> sql.append(" and at < ?"));
        return sql.toString();
    }

    List<Object> values() {
        List<Object> values = new ArrayList<>();
        if (!who.isEmpty()) {
            values.add(who);
        }
        if (!what.isEmpty()) {
            values.add(what);
        }
        from.ifPresent(day -> values.add(day.atStartOfDay(zone).toOffsetDateTime()));
        to.ifPresent(day -> values.add(day.plusDays(1).atStartOfDay(zone).toOffsetDateTime()));
        return values;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
