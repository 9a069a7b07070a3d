package io.segue.sandbox.launchdarkly.changes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.segue.sandbox.launchdarkly.account.Account;
import io.segue.sandbox.launchdarkly.account.Accounts;
import io.segue.sandbox.launchdarkly.account.LaunchDarklyEnvironment;
import io.segue.sandbox.launchdarkly.changes.ChangeWebhooks.Call;
import io.segue.sandbox.launchdarkly.changes.ChangeWebhooks.Webhook;
import io.segue.sandbox.launchdarkly.flags.FlagSwitches;
import io.segue.sandbox.launchdarkly.flags.FlagSwitches.Switch;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;

/** Flags to flip, and the webhook that tells of it. */
@Path("/sandbox/launchdarkly/flags")
@PermitAll
@Blocking
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SandboxFlagPages {

    /** One account: its environments with their flags, its webhook, and how that was answered. */
    record FlagsView(Account account, List<EnvironmentView> environments, Webhook webhook, List<Call> calls) {}

    /** One environment. */
    record EnvironmentView(LaunchDarklyEnvironment environment, List<Switch> flags) {}

    /** Whether a flag is on. */
    public record State(boolean on) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance flags(List<FlagsView> accounts);

        private Templates() {}
    }

    private final Accounts accounts;
    private final FlagSwitches switches;
    private final ChangeWebhooks webhooks;
    private final Clock clock;

    SandboxFlagPages(Accounts accounts, FlagSwitches switches, ChangeWebhooks webhooks, Clock clock) {
        this.accounts = accounts;
        this.switches = switches;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance flags() {
        return Templates.flags(accounts.all().stream().map(this::view).toList());
    }

    @POST
    @Path("{account}/webhook")
    public Response webhook(String account, @RestForm String url, @RestForm String secret) {
        webhooks.set(account(account).slug(), new Webhook(url.strip(), secret.strip()));
        return back();
    }

    @POST
    @Path("{clientSideId}/{key}")
    public Response flip(String clientSideId, String key, @RestForm boolean on) {
        flipped(clientSideId, key, on);
        return back();
    }

    /** The same for tools. */
    @PUT
    @Path("{account}/webhook.json")
    @Consumes(MediaType.APPLICATION_JSON)
    public void webhookForTools(String account, Webhook webhook) {
        webhooks.set(account(account).slug(), webhook);
    }

    /** The same for tools; tells how the webhook was answered, 0 when there is none. */
    @PUT
    @Path("{clientSideId}/{key}/state.json")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Integer> flipForTools(String clientSideId, String key, State state) {
        return Map.of("webhook", flipped(clientSideId, key, state.on()));
    }

    private int flipped(String clientSideId, String key, boolean on) {
        Account account = accounts.owning(clientSideId).orElseThrow(NotFoundException::new);
        LaunchDarklyEnvironment environment =
                account.environmentWithId(clientSideId).orElseThrow(NotFoundException::new);
        Switch flag = switches.flip(environment, key, on).orElseThrow(NotFoundException::new);
        return webhooks.send(account.slug(), entry(environment, flag));
    }

    /** @see <a href="https://launchdarkly.com/docs/api/webhooks">an entry of the audit log is a webhook's body</a> */
    private ObjectNode entry(LaunchDarklyEnvironment environment, Switch flag) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 24);
        String resource = "proj/" + Account.PROJECT_KEY + ":env/" + environment.key() + ":flag/" + flag.key();
        String verb = flag.on() ? "turned on the flag" : "turned off the flag";
        String site = "/" + Account.PROJECT_KEY + "/" + environment.key() + "/features/" + flag.key();
        ObjectNode links = entry.putObject("_links");
        links.putObject("canonical").put("href", "/api/v2/flags/" + Account.PROJECT_KEY + "/" + flag.key());
        links.putObject("self").put("href", "/api/v2/auditlog/" + id);
        links.putObject("site").put("href", site).put("type", "text/html");
        entry.put("_id", id).put("_accountId", "sandbox").put("date", clock.millis());
        entry.putArray("accesses").addObject().put("action", "updateOn").put("resource", resource);
        entry.put("kind", "flag")
                .put("name", flag.name())
                .put("description", "")
                .put("shortDescription", "");
        entry.putObject("member")
                .put("_id", Account.hex("member"))
                .put("email", "reese@sandbox.example")
                .put("firstName", "Reese")
                .put("lastName", "Applebaum");
        entry.put("titleVerb", verb);
        entry.put("title", "Reese Applebaum " + verb + " " + flag.name() + " in " + environment.name());
        entry.putObject("target").put("name", flag.name()).putArray("resources").add(resource);
        entry.putObject("currentVersion")
                .put("key", flag.key())
                .put("name", flag.name())
                .putObject("environments")
                .putObject(environment.key())
                .put("on", flag.on());
        return entry;
    }

    private FlagsView view(Account account) {
        return new FlagsView(
                account,
                account.environments().stream()
                        .map(environment -> new EnvironmentView(environment, switches.in(environment)))
                        .toList(),
                webhooks.of(account.slug()).orElse(new Webhook("", "")),
                webhooks.calls(account.slug()));
    }

    private Account account(String slug) {
        return accounts.all().stream()
                .filter(account -> account.slug().equals(slug))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private static Response back() {
        return Response.seeOther(URI.create("/sandbox/launchdarkly/flags")).build();
    }
}
