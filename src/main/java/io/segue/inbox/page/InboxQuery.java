package io.segue.inbox.page;

import io.segue.inbox.DeliveryFilter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What of the inbox is asked for, as its address says it; whatever makes no sense there is left out.
 *
 * @param zone where the day is one
 * @param segment a part of its name, or Heap's id
 */
record InboxQuery(Optional<LocalDate> day, ZoneId zone, String verdict, String segment, String task) {

    private static final int LONGEST = 200;

    static InboxQuery of(String day, ZoneId zone, String verdict, String segment, String task) {
        return new InboxQuery(
                date(day),
                zone,
                DeliveryFilter.VERDICTS.contains(verdict) ? verdict : "",
                shortened(segment),
                shortened(task));
    }

    private static Optional<LocalDate> date(String day) {
        try {
            return day.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(day.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String shortened(String text) {
        String stripped = text.strip();
        return stripped.substring(0, Math.min(LONGEST, stripped.length()));
    }

    DeliveryFilter filter() {
        return new DeliveryFilter(
                Optional.empty(),
                day.map(date -> date.atStartOfDay(zone).toInstant()),
                day.map(date -> date.plusDays(1).atStartOfDay(zone).toInstant()),
                verdict,
                Optional.empty(),
                segment,
                task);
    }

    public boolean isNarrowed() {
        return !words().isEmpty();
    }

    public String dayText() {
        return day.map(LocalDate::toString).orElse("");
    }

    /** For links that keep it. */
    public String parameters() {
        StringJoiner all = new StringJoiner("&");
        add(all, "day", dayText());
        add(all, "verdict", verdict);
        add(all, "segment", segment);
        add(all, "task", task);
        return all.toString();
    }

    /** In words, for people and for the audit log; empty when everything is asked for. */
    public String words() {
        StringJoiner all = new StringJoiner(", ");
        day.ifPresent(date -> all.add("received on " + date + " (" + zone.getId() + ")"));
        if (!verdict.isEmpty()) {
            all.add("verdict " + verdict);
        }
        if (!segment.isEmpty()) {
            all.add("segment “" + segment + "”");
        }
        if (!task.isEmpty()) {
            all.add("task " + task);
        }
        return all.toString();
    }

    private static void add(StringJoiner all, String name, String value) {
        if (!value.isEmpty()) {
            all.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
