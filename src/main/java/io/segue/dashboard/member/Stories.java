package io.segue.dashboard.member;

import io.segue.dashboard.member.Story.Chapter;
import io.segue.dashboard.member.Story.Place;
import io.segue.erasure.Erasures;
import io.segue.inbox.Deliveries;
import io.segue.inbox.Deliveries.Received;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.segment.Members;
import io.segue.segment.Members.Membership;
import io.segue.segment.Members.Word;
import io.segue.segment.SegmentChange;
import io.segue.segment.SegmentSummary;
import io.segue.segment.block.Blocked;
import io.segue.sync.member.KeyInSegment;
import io.segue.sync.member.KeyRecord;
import io.segue.sync.member.KeyRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together what Heap said of a person, what LaunchDarkly was sent, and where that leaves them. */
@ApplicationScoped
class Stories {

    private final Members members;
    private final Deliveries deliveries;
    private final KeyRecords records;
    private final Erasures erasures;
    private final Database database;
    private final OpaqueIds ids;

    Stories(
            Members members,
            Deliveries deliveries,
            KeyRecords records,
            Erasures erasures,
            Database database,
            OpaqueIds ids) {
        this.members = members;
        this.deliveries = deliveries;
        this.records = records;
        this.erasures = erasures;
        this.database = database;
        this.ids = ids;
    }

    Story of(long tenant, String sought) {
        if (sought.isEmpty()) {
            return Story.empty(segmentsOf(tenant));
        }
        List<Membership> found = members.find(tenant, sought);
        Map<KeyInSegment, List<KeyRecord>> known = records.of(
                tenant,
                found.stream()
                        .flatMap(member -> keyOf(member).stream())
                        .distinct()
                        .toList());
        Map<Long, Received> received = deliveries.find(tenant, deliveriesOf(found));
        Blocked blocked = erasures.blocked(tenant);
        return new Story(
                sought,
                segmentsOf(tenant),
                found.stream()
                        .map(member -> chapter(member, known, received, blocked))
                        .toList(),
                found.size() == Members.MOST,
                blocked.holds(sought) ? erasures.of(tenant, sought) : Optional.empty());
    }

    private Chapter chapter(
            Membership member,
            Map<KeyInSegment, List<KeyRecord>> known,
            Map<Long, Received> received,
            Blocked blocked) {
        List<KeyRecord> ofKey =
                keyOf(member).map(key -> known.getOrDefault(key, List.of())).orElse(List.of());
        Facts facts = new Facts(member, received, ofKey);
        return new Chapter(
                ids.encode(SegmentSummary.PREFIX, member.segment().id()),
                member,
                ofKey.stream()
                        .map(record -> new Place(
                                record.connectionId(),
                                record.connection(),
                                Standing.of(
                                        member,
                                        record,
                                        member.key().map(blocked::holds).orElse(false)),
                                record.place().isPresent()))
                        .toList(),
                facts.all(),
                facts.note());
    }

    private static Optional<KeyInSegment> keyOf(Membership member) {
        return member.key().map(key -> new KeyInSegment(member.segment().id(), key));
    }

    private static Set<Long> deliveriesOf(List<Membership> found) {
        return found.stream()
                .flatMap(member -> member.words().stream())
                .map(Word::delivery)
                .filter(delivery -> delivery != SegmentChange.NO_DELIVERY)
                .collect(Collectors.toSet());
    }

    private long segmentsOf(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("select count(*) from segment where tenant_id = ?", tenant)
                        .first(connection, row -> row.getLong(1))
                        .orElse(0L));
    }
}
