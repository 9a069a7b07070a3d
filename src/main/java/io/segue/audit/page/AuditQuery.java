package io.segue.audit.page;

import io.segue.web.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of the audit log is asked for; an empty text asks for everything. */
record AuditQuery(String who, String what, Optional<LocalDate> day) {

    AuditQuery {
        who = who.strip();
        what = what.strip();
    }

    static AuditQuery of(String who, String what, String day) {
        try {
            return new AuditQuery(
                    who, what, day.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(day.strip())));
        } catch (DateTimeParseException e) {
            throw ProblemException.badRequest(
                    "Reading the audit log: expected a day such as 2026-03-31, got \"" + day + "\".");
        }
    }

    boolean isEmpty() {
        return who.isEmpty() && what.isEmpty() && day.isEmpty();
    }

    /** For links that keep it, such as those to older entries. */
    String asParameters() {
        return "who=" + encoded(who) + "&what=" + encoded(what) + "&day="
                + day.map(LocalDate::toString).orElse("");
    }

    /** The condition in SQL; its values are {@link #values}. A day is one of UTC. */
    String condition() {
        StringBuilder sql = new StringBuilder();
        if (!who.isEmpty()) {
            sql.append(" and position(lower(?) in lower(actor)) > 0");
        }
        if (!what.isEmpty()) {
            sql.append(" and position(lower(?) in lower(action || ' ' || subject || ' ' || detail)) > 0");
        }
        day.ifPresent(d -> sql.append(" and at >= ? and at < ?"));
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
        day.ifPresent(d -> {
            values.add(d.atStartOfDay().atOffset(ZoneOffset.UTC));
            values.add(d.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC));
        });
        return values;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
