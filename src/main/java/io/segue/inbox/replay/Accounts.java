package io.segue.inbox.replay;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.apply.Applier;
import io.segue.inbox.hook.HookLookup;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes another Heap account for the tenant's, and has its pages applied that were set aside until then. */
@ApplicationScoped
public class Accounts {

    /** So many are looked at together. */
    private static final int PIECE = 5_000;

    private static final String CONFLICT = "This page of its task was received before with another content. It was not"
            + " applied when its Heap account was accepted: look at both, and have Heap send the segment again if the one"
            + " that was applied is wrong.";

    private final Database database;
    private final Replays replays;
    private final HookLookup lookup;
    private final Applier applier;
    private final Audit audit;

    Accounts(Database database, Replays replays, HookLookup lookup, Applier applier, Audit audit) {
        this.database = database;
        this.replays = replays;
        this.lookup = lookup;
        this.applier = applier;
        this.audit = audit;
    }

    /**
     * Keeps this id_token in place of the one before, and has its pages applied, as far as their bodies are kept.
     *
     * @param seen what the owner saw and means: another one that came meanwhile is not accepted by mistake
     */
    public void accept(long tenant, String seen, String actor) {
        Set<Long> waiting = database.inTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            Optional<String> before = new Select("select id_token from hook where tenant_id = ? for update", tenant)
                    .first(connection, row -> Select.text(row, "id_token"))
                    .flatMap(token -> token);
            if (keep(connection, tenant, seen) == 0) {
                throw ProblemException.conflict("Accepting the new id_token: no call that was set aside names it."
                        + " Look at the one shown now, and decide again.");
            }
            audit.write(connection, tenant, actor, "accepted a new id_token", "hook", Change.of(before, seen));
            return apply(connection, tenant, seen, actor);
        });
        database.afterwards(() -> {
            lookup.forget(tenant);
            waiting.forEach(segment -> applier.wake(tenant, segment));
        });
    }

    private static int keep(Connection connection, long tenant, String seen) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update hook set id_token = ?, other_id_token = nullif(other_id_token, ?),
                       other_id_token_at = case when other_id_token <> ? then other_id_token_at end
                 where tenant_id = ? and id_token is distinct from ?
                   and (other_id_token = ? or exists (select from delivery d where d.tenant_id = hook.tenant_id
                                                         and d.other_id_token = ?))""")) {
            update.setString(1, seen);
            update.setString(2, seen);
            update.setString(3, seen);
            update.setLong(4, tenant);
            update.setString(5, seen);
            update.setString(6, seen);
            update.setString(7, seen);
            return update.executeUpdate();
        }
    }

    private Set<Long> apply(Connection connection, long tenant, String idToken, String actor) throws SQLException {
        ReplaySql sql = new ReplaySql(connection, tenant);
        DeliveryFilter theirs = DeliveryFilter.ofAccount(idToken);
        Set<Long> waiting = new TreeSet<>();
        long pages = 0;
        List<Candidate> piece = sql.candidates(theirs, sql.newest(), replays.keptSince(), PIECE);
        while (!piece.isEmpty()) {
            List<Candidate> usable = piece.stream().filter(Candidate::canBe).toList();
            pages += usable.size();
            waiting.addAll(apply(sql, usable, actor));
            long before = piece.get(piece.size() - 1).id() - 1;
            piece = sql.candidates(theirs, before, replays.keptSince(), PIECE);
        }
        if (pages > 0) {
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "replayed deliveries",
                    "of the accepted id_token",
                    String.format(Locale.ENGLISH, "%,d foreign", pages));
        }
        return waiting;
    }

    /** As if they had just come: a page that came before with other content is compared by a person. */
    private static Set<Long> apply(ReplaySql sql, List<Candidate> pages, String actor) throws SQLException {
        sql.nameSegments(pages);
        sql.claimKeys(pages);
        Set<Long> conflicting = sql.setConflicting(pages, CONFLICT);
        return sql.setWaiting(
                pages.stream().filter(page -> !conflicting.contains(page.id())).toList(), actor);
    }
}
