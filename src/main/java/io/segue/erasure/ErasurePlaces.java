package io.segue.erasure;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.erase.ErasedMembers;
import io.segue.sync.erase.ErasedKeys;
import io.segue.sync.member.MembershipChecks;
import io.segue.sync.member.MembershipChecks.Answer;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The LaunchDarkly segments that an erased person has to leave; runs write down when LaunchDarkly has confirmed. */
@ApplicationScoped
class ErasurePlaces {

    /** What is not said for one of these is not said of any other place of the connection. */
    private static final Set<ErrorCode> SILENT = Set.of(ErrorCode.UNAVAILABLE, ErrorCode.CREDENTIALS_REFUSED);

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

    /** Asks LaunchDarkly where it has confirmed since the last look; true when no place waits any more, nor to be asked. */
    boolean settle(Going going) {
        List<Confirmed> confirmed = database.inTenant(
                going.tenant(),
                connection -> new Select("""
                select p.sync_id, y.segment_id, y.connection_id from erasure_place p
                  join sync y on y.tenant_id = p.tenant_id and y.id = p.sync_id
                 where p.tenant_id = ? and p.erasure_id = ? and p.state = 'confirmed' and p.asked_at is null
                 order by p.sync_id""", going.tenant(), going.id())
                        .list(connection, row -> new Confirmed(row.getLong(1), row.getLong(2), row.getLong(3))));
        askInTime(going, confirmed);
        return database.inTenant(
                going.tenant(),
                connection -> new Select("""
                        select from erasure_place where tenant_id = ? and erasure_id = ?
                           and (state = 'waiting' or (state = 'confirmed' and asked_at is null)) limit 1""", going.tenant(), going.id())
                        .first(connection, row -> true)
                        .isEmpty());
    }

    /** One look takes no longer than that, nor does it ask again who does not say: the next one goes on. */
    private void askInTime(Going going, List<Confirmed> confirmed) {
        Instant until = clock.instant().plus(ErasureRunner.LOOK);
        Set<Long> silent = new HashSet<>();
        for (Confirmed place : confirmed) {
            if (clock.instant().isBefore(until) && !silent.contains(place.connection()) && !ask(going, place, until)) {
                silent.add(place.connection());
            }
        }
    }

    /**
     * LaunchDarkly's own word is worth more than its receipt: where it still names the person, the removal is sent again.
     * When it does not say, the receipt has to do. False when it would not say of other places either.
     */
    private boolean ask(Going going, Confirmed place, Instant until) {
        Set<String> words = new TreeSet<>();
        Set<String> left = new TreeSet<>();
        for (String key : going.values().all()) {
            Answer answer = checks.ask(going.tenant(), place.segment(), place.connection(), key, timeTo(until));
            if (answer.error()
                    .filter(why -> why.error() == ErrorCode.RATE_LIMITED)
                    .isPresent()) {
                // It says when it may be asked: one of the next looks does.
                return false;
            }
            words.add(wordsOf(answer, key));
            if (answer.isMember().orElse(false)) {
                left.add(key);
            }
            if (isSilent(answer)) {
                write(going, place, words, left);
                return false;
            }
        }
        write(going, place, words, left);
        return true;
    }

    private Duration timeTo(Instant until) {
        Duration time = Duration.between(clock.instant(), until);
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static boolean isSilent(Answer answer) {
        return answer.error().filter(why -> SILENT.contains(why.error())).isPresent();
    }

    private void write(Going going, Confirmed place, Set<String> words, Set<String> left) {
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
