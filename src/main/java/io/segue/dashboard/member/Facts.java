package io.segue.dashboard.member;

import io.segue.dashboard.member.Fact.Kind;
import io.segue.inbox.Deliveries.Received;
import io.segue.segment.Members.Membership;
import io.segue.segment.Members.Word;
import io.segue.segment.SegmentChange;
import io.segue.sync.SentKeys.Direction;
import io.segue.sync.member.KeyRecord;
import io.segue.sync.member.KeyRecord.KeyCall;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what happened to one member of one segment, from what was received and what was sent. */
record Facts(Membership member, Map<Long, Received> deliveries, List<KeyRecord> records) {

    /** The latest first. */
    List<Fact> all() {
        List<Fact> facts = new ArrayList<>(received());
        for (KeyRecord record : records) {
            String where = records.size() > 1 ? " (" + record.connection() + ")" : "";
            record.quarantine().ifPresent(quarantine -> facts.add(quarantined(quarantine, where)));
            record.hold()
                    .filter(hold -> record.isHeld() && !record.isWanted())
                    .ifPresent(hold -> facts.add(held(hold, where)));
            record.calls().forEach(call -> facts.add(sent(call, where)));
        }
        facts.sort(Comparator.comparing(Fact::at).reversed());
        return facts;
    }

    /** What is so though no fact says why. */
    Optional<String> note() {
        Word last = last();
        if (last.delivery() != SegmentChange.NO_DELIVERY) {
            return deliveries.containsKey(last.delivery())
                    ? Optional.empty()
                    : Optional.of("The delivery with Heap’s last word is no longer kept.");
        }
        if (member.words().size() > 1 && last.isPresent()) {
            return Optional.of("Heap’s last word was out; an editor rejected that removal together with others, so the"
                    + " member stays in until Heap speaks of it again.");
        }
        return Optional.of("Heap’s last word is from before deliveries were noted with each member.");
    }

    private Word last() {
        return member.words().get(member.words().size() - 1);
    }

    private List<Fact> received() {
        List<Fact> facts = new ArrayList<>();
        Optional<Word> before = Optional.empty();
        for (Word word : member.words()) {
            Received delivery = deliveries.get(word.delivery());
            if (delivery != null) {
                facts.add(new Fact(
                        delivery.receivedAt(),
                        Kind.RECEIVED,
                        word.isPresent() ? "busy" : "idle",
                        "Received from Heap: " + said(word, before),
                        Optional.of(page(delivery) + mapping(word)),
                        Optional.of(delivery.id()),
                        Optional.empty(),
                        Optional.empty()));
            }
            before = Optional.of(word);
        }
        return facts;
    }

    private static String said(Word word, Optional<Word> before) {
        if (!word.isPresent()) {
            return "out";
        }
        return before.map(last -> last.isPresent() ? "in, with other values" : "in again")
                .orElse("in");
    }

    private static String page(Received delivery) {
        return "Page " + delivery.page() + " of " + Math.max(delivery.pages(), delivery.page())
                + delivery.taskId().map(task -> " of Heap’s task " + task).orElse("")
                + (delivery.isLate() ? "; late, after a newer task had spoken" : "");
    }

    /** Only the latest values are known. */
    private String mapping(Word word) {
        if (!word.equals(last()) || !word.isPresent()) {
            return "";
        }
        String field = member.segment().keyField().orElse(SegmentChange.ID_FIELD);
        return member.key()
                .map(key -> "; by its field “" + field + "” mapped to the key " + key)
                .orElse("; its field “" + field + "” gives no key");
    }

    private static Fact quarantined(KeyRecord.Quarantine quarantine, String where) {
        return new Fact(
                quarantine.at(),
                Kind.QUARANTINED,
                "bad",
                "Quarantined: LaunchDarkly refused " + (quarantine.adding() ? "to add" : "to remove") + " the key"
                        + where,
                Optional.of(quarantine.reason()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ErrorCode.KEY_QUARANTINED));
    }

    private static Fact held(KeyRecord.HeldBack hold, String where) {
        return new Fact(
                hold.since(),
                Kind.HELD,
                "wait",
                "Held: the removal waits for an editor" + where,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ErrorCode.HELD));
    }

    private static Fact sent(KeyCall call, String where) {
        String did = call.direction() == Direction.ADDED ? "add" : "remove";
        String status = call.status().map(code -> ", answered " + code).orElse(", got no answer");
        return new Fact(
                call.at(),
                Kind.SENT,
                call.isDone() ? "good" : "bad",
                "Sent to LaunchDarkly" + where + ": " + did + " in call " + call.ordinal() + " of a run" + status,
                call.failure().map(ShownError::message),
                Optional.of(call.runId()),
                Optional.of(call.ordinal()),
                call.failure().map(ShownError::error));
    }
}
