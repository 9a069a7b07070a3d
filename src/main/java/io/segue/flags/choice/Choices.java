package io.segue.flags.choice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.audit.Audit;
import io.segue.connection.ConnectionSummary;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.platform.UniqueViolation;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was chosen for each connection: every change is a version of its own, and none is ever changed. */
@ApplicationScoped
public class Choices {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLUMNS = """
            version, flags, fields::text, prefix, budget, user_properties, user_id, context_kind, anonymous, omitted,
            first_pageview, made_by, made_at""";

    private final Database database;
    private final Audit audit;

    Choices(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** The latest. */
    public SavedChoice current(long tenant, long connection) {
        return database.inTenant(tenant, c -> current(c, tenant, connection));
    }

    /** The latest, in the transaction of who needs it. */
    public SavedChoice current(Connection c, long tenant, long connection) throws SQLException {
        return versions(c, tenant, connection, Integer.MAX_VALUE, 1).stream()
                .findFirst()
                .orElse(SavedChoice.NONE);
    }

    /** Newest first. */
    public List<SavedChoice> history(long tenant, long connection, int most) {
        return history(tenant, connection, Integer.MAX_VALUE, most);
    }

    /** Newest first, from below that version on. */
    public List<SavedChoice> history(long tenant, long connection, int below, int most) {
        return database.inTenant(tenant, c -> versions(c, tenant, connection, below, most));
    }

    /**
     * Makes the next version, unless nothing is different.
     *
     * @param seen the version that the person looked at: a choice that someone else made meanwhile is not lost
     */
    public SavedChoice save(long tenant, ConnectionSummary of, int seen, Choice choice, String actor) {
        try {
            return database.inTenant(tenant, c -> {
                SavedChoice before = current(c, tenant, of.number());
                if (before.version() != seen) {
                    throw changedMeanwhile();
                }
                ChoiceChange change = new ChoiceChange(before.choice(), choice);
                if (before.isMade() && change.isNone()) {
                    return before;
                }
                insert(c, tenant, of.number(), seen + 1, choice, actor);
                audit.write(
                        c,
                        tenant,
                        actor,
                        "chose flags for Heap",
                        of.name(),
                        "version " + (seen + 1) + ": " + change.words());
                return current(c, tenant, of.number());
            });
        } catch (RuntimeException e) {
            throw UniqueViolation.isOf("flag_choice_pk", e) ? changedMeanwhile() : e;
        }
    }

    private static ProblemException changedMeanwhile() {
        return ProblemException.conflict("Saving the chosen flags: someone else changed them since you opened the page."
                + " Load it again, and make your change there.");
    }

    private static List<SavedChoice> versions(Connection c, long tenant, long connection, int below, int most)
            throws SQLException {
        return new Select(
                        "select " + COLUMNS
                                + " from flag_choice where tenant_id = ? and connection_id = ? and version < ?"
                                + " order by version desc limit ?",
                        tenant,
                        connection,
                        below,
                        most)
                .list(c, Choices::read);
    }

    private static void insert(Connection c, long tenant, long connection, int version, Choice choice, String actor)
            throws SQLException {
        ReporterOptions options = choice.options();
        try (PreparedStatement insert = c.prepareStatement("""
                insert into flag_choice (tenant_id, connection_id, version, flags, fields, prefix, budget, user_properties,
                       user_id, context_kind, anonymous, omitted, first_pageview, made_by)
                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setLong(1, tenant);
            insert.setLong(2, connection);
            insert.setInt(3, version);
            insert.setArray(4, c.createArrayOf("text", choice.flags().toArray()));
            insert.setString(5, write(choice.fields()));
            insert.setString(6, options.prefix());
            insert.setInt(7, options.budget());
            insert.setBoolean(8, options.userProperties());
            insert.setString(9, options.userId());
            insert.setString(10, options.contextKind());
            insert.setBoolean(11, options.anonymous());
            insert.setBoolean(12, options.omitted());
            insert.setBoolean(13, options.firstPageview());
            insert.setString(14, actor);
            insert.executeUpdate();
        }
    }

    private static SavedChoice read(ResultSet row) throws SQLException {
        ReporterOptions options = new ReporterOptions(
                row.getString("prefix"),
                row.getInt("budget"),
                row.getBoolean("user_properties"),
                row.getString("user_id"),
                row.getString("context_kind"),
                row.getBoolean("anonymous"),
                row.getBoolean("omitted"),
                row.getBoolean("first_pageview"));
        List<String> flags = List.of((String[]) row.getArray("flags").getArray());
        return new SavedChoice(
                row.getInt("version"),
                new Choice(flags, read(row.getString("fields")), options),
                Optional.of(row.getString("made_by")),
                Select.time(row, "made_at"));
    }

    private static String write(Map<String, List<String>> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing the fields of flags failed", e);
        }
    }

    private static Map<String, List<String>> read(String fields) {
        try {
            return JSON.readValue(fields, new TypeReference<Map<String, List<String>>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Reading the stored fields of flags failed", e);
        }
    }
}
