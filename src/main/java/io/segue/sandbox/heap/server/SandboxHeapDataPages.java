package io.segue.sandbox.heap.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.segue.sandbox.heap.HeapAccount;
import io.segue.sandbox.heap.HeapAccounts;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Users and events of the imitation Heap, to look at and for tools. */
@Path("/sandbox/heap/{account}")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SandboxHeapDataPages {

    private static final int SHOWN = 50;

    /** One account's users, from the sought identity on, and the last events. */
    record DataView(HeapAccount account, String from, int count, List<HeapUsers.User> users, List<Received> events) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance data(DataView view);

        private Templates() {}
    }

    private final HeapAccounts accounts;
    private final HeapUsers users;
    private final ReceivedJournal journal;

    SandboxHeapDataPages(HeapAccounts accounts, HeapUsers users, ReceivedJournal journal) {
        this.accounts = accounts;
        this.users = users;
        this.journal = journal;
    }

    @GET
    @Path("data")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance data(String account, @QueryParam("from") @DefaultValue("") String from) {
        HeapAccount found = account(account);
        List<Received> events = new ArrayList<>(journal.all().stream()
                .filter(one -> one.account().equals(account) && one.kind().equals(ServerApiRules.Kind.TRACK.word()))
                .toList());
        Collections.reverse(events);
        return Templates.data(new DataView(
                found,
                from,
                users.count(account),
                users.from(account, from, SHOWN),
                events.subList(0, Math.min(SHOWN, events.size()))));
    }

    /** All of them, for tools that compare. */
    @GET
    @Path("users.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Map<String, JsonNode>> all(String account) {
        Map<String, Map<String, JsonNode>> found = new TreeMap<>();
        users.from(account(account).slug(), "", Integer.MAX_VALUE)
                .forEach(user -> found.put(user.identity(), user.properties()));
        return found;
    }

    private HeapAccount account(String slug) {
        return accounts.find(slug).orElseThrow(NotFoundException::new);
    }
}
