package io.segue.erasure;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.erase.ErasedMembers;
import io.segue.sync.erase.ErasedKeys;
import io.segue.sync.member.MembershipChecks;
import io.segue.sync.member.MembershipChecks.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The LaunchDarkly segments that an erased person has to leave; runs write down when LaunchDarkly has confirmed. */
@ApplicationScoped
class ErasurePlaces {

    private final Database database;
    private final MembershipChecks checks;
    private final ErasedKeys keys;
    private final ErasedMembers members;
    private final Clock clock;

    ErasurePlaces(Database database, MembershipChecks checks, ErasedKeys keys, ErasedMembers members, Clock clock) {
        this.database = database;
        this.checks = checks;
        this.keys = keys;
        this.members = members;
        this.clock = clock;
    }

    private record Confirmed(long sync, long segment, long connection) {}

    /** Asks LaunchDarkly where it has confirmed since the last look; true when no place waits any more. */
    boolean settle(Going going) {
        List<Confirmed> confirmed = database.inTenant(
                going.tenant(),
                connection -> new Select("""
                select p.sync_id, y.segment_id, y.connection_id from erasure_place p
                  join sync y on y.tenant_id = p.tenant_id and y.id = p.sync_id
                 where p.tenant_id = ? and p.erasure_id = ? and p.state = 'confirmed' and p.asked_at is null
                 order by p.sync_id""", going.tenant(), going.id())
                        .list(connection, row -> new Confirmed(row.getLong(1), row.getLong(2), row.getLong(3))));
        confirmed.forEach(place -> ask(going, place));
        return database.inTenant(
                going.tenant(),
                connection -> new Select("""
                        select from erasure_place where tenant_id = ? and erasure_id = ? and state = 'waiting' limit 1""", going.tenant(), going.id())
                        .first(connection, row -> true)
                        .isEmpty());
    }

    /**
     * LaunchDarkly's own word is worth more than its receipt: where it still names the person, the removal is sent again.
     * When it does not say, the receipt has to do.
     */
    private void ask(Going going, Confirmed place) {
        Set<String> words = new TreeSet<>();
        Set<String> left = new TreeSet<>();
        for (String key : going.values().all()) {
            Answer answer = checks.askPatiently(going.tenant(), place.segment(), place.connection(), key);
            words.add(wordsOf(answer, key));
            if (answer.isMember().orElse(false)) {
                left.add(key);
            }
        }
        database.doInTenant(going.tenant(), connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update erasure_place set asked_at = ?, asked_words = ?
                     where tenant_id = ? and erasure_id = ? and sync_id = ?""")) {
                update.setTimestamp(1, Timestamp.from(clock.instant()));
                update.setString(2, String.join(" ", words));
                update.setLong(3, going.tenant());
                update.setLong(4, going.id());
                update.setLong(5, place.sync());
                update.executeUpdate();
            }
            // A key that was freed may be somebody else's by now.
            Set<String> persons = members.borneByNobody(connection, going.tenant(), place.segment(), left);
            if (!persons.isEmpty()) {
                keys.requireAgain(connection, going.tenant(), place.sync(), going.id(), persons);
            }
        });
    }

    private static String wordsOf(Answer answer, String key) {
        return answer.isMember()
                .map(isMember -> isMember ? "Still a member." : "Not a member.")
                // Its words may quote the key.
                .orElse("It did not say: " + answer.words().replace(key, "(erased)"));
    }
}
