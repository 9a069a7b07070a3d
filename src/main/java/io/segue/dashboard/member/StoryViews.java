package io.segue.dashboard.member;

import io.segue.dashboard.member.StoryView.Asked;
import io.segue.dashboard.member.StoryView.Chapter;
import io.segue.dashboard.member.StoryView.Place;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.segment.Members;
import io.segue.segment.Members.Membership;
import io.segue.segment.SegmentSummary;
import io.segue.sync.SentKeys.Direction;
import io.segue.sync.member.KeyRecord;
import io.segue.sync.member.KeyRecord.KeyCall;
import io.segue.sync.member.KeyRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts together what Heap said of a person, what LaunchDarkly was sent, and where that leaves them. */
@ApplicationScoped
class StoryViews {

    private final Members members;
    private final KeyRecords records;
    private final Database database;
    private final OpaqueIds ids;

    StoryViews(Members members, KeyRecords records, Database database, OpaqueIds ids) {
        this.members = members;
        this.records = records;
        this.database = database;
        this.ids = ids;
    }

    StoryView of(long tenant, String slug, String sought, Optional<Asked> asked) {
        List<Membership> found = sought.isEmpty() ? List.of() : members.find(tenant, sought);
        return new StoryView(
                slug,
                sought,
                segmentsOf(tenant),
                found.stream().map(member -> chapter(tenant, slug, member)).toList(),
                found.size() == Members.MOST,
                asked);
    }

    private Chapter chapter(long tenant, String slug, Membership member) {
        long segment = member.segment().id();
        List<KeyRecord> known =
                member.key().map(key -> records.of(tenant, segment, key)).orElse(List.of());
        List<Place> places = known.stream()
                .map(record -> new Place(
                        record.connectionId(),
                        record.connection(),
                        Standing.of(member, record),
                        record.place().isPresent()))
                .toList();
        List<Fact> facts = new ArrayList<>();
        known.forEach(record -> facts.addAll(facts(slug, record, known.size() > 1)));
        facts.sort(Comparator.comparing(Fact::at).reversed());
        return new Chapter(ids.encode(SegmentSummary.PREFIX, segment), member, places, facts);
    }

    private static List<Fact> facts(String slug, KeyRecord record, boolean isOneOfMany) {
        String where = isOneOfMany ? " (" + record.connection() + ")" : "";
        List<Fact> facts = new ArrayList<>();
        record.quarantine()
                .ifPresent(quarantine -> facts.add(new Fact(
                        quarantine.at(),
                        "bad",
                        "Quarantined: LaunchDarkly refused " + (quarantine.adding() ? "to add" : "to remove")
                                + " the key" + where,
                        Optional.of(quarantine.reason()),
                        Optional.empty())));
        for (KeyCall call : record.calls()) {
            String did = call.direction() == Direction.ADDED ? "add" : "remove";
            String status = call.status().map(code -> ", answered " + code).orElse(", got no answer");
            facts.add(new Fact(
                    call.at(),
                    call.isDone() ? "good" : "bad",
                    "Sent to LaunchDarkly" + where + ": " + did + status,
                    call.message(),
                    Optional.of("/t/" + slug + "/runs/" + call.runId())));
        }
        return facts;
    }

    private long segmentsOf(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("select count(*) from segment where tenant_id = ?", tenant)
                        .first(connection, row -> row.getLong(1))
                        .orElse(0L));
    }
}
