package io.segue.sandbox.heap;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The imitation Heap's Developer Hub: where a customer pastes the webhook URL and reads the secret. */
@Path("/sandbox/heap")
@PermitAll
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class SandboxHeapPages {

    private static final int ANSWERS_SHOWN = 15;

    /** One account's hub; the secret is null until somebody reveals it. */
    record HubView(
            HeapAccount account,
            Integration integration,
            @Nullable String secret,
            List<SentPage> sent) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance index(Collection<HeapAccount> accounts);

        static native TemplateInstance hub(HubView view);

        private Templates() {}
    }

    private final HeapAccounts accounts;
    private final SyncRunner syncs;

    SandboxHeapPages(HeapAccounts accounts, SyncRunner syncs) {
        this.accounts = accounts;
        this.syncs = syncs;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance index() {
        return Templates.index(accounts.all());
    }

    @GET
    @Path("{account}/developer-hub")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance hub(String account, @QueryParam("reveal") boolean reveal) {
        HeapAccount found = account(account);
        List<SentPage> sent = found.sentPages();
        return Templates.hub(new HubView(
                found,
                found.integration(),
                reveal ? found.secret() : null,
                sent.subList(0, Math.min(ANSWERS_SHOWN, sent.size()))));
    }

    @POST
    @Path("{account}/developer-hub")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(
            String account,
            @RestForm String name,
            @RestForm String webhookUrl,
            @RestForm String oauthRedirect,
            @RestForm String identifyBy) {
        account(account)
                .install(new Integration(name.strip(), webhookUrl.strip(), oauthRedirect.strip(), identifyBy.strip()));
        accounts.changed();
        return backToHub(account, "");
    }

    @POST
    @Path("{account}/send-sample")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response sample(String account) {
        syncs.sample(account(account)).join();
        return backToHub(account, "#answers");
    }

    private HeapAccount account(String slug) {
        return accounts.find(slug).orElseThrow(NotFoundException::new);
    }

    private static Response backToHub(String account, String rest) {
        return Response.seeOther(URI.create("/sandbox/heap/" + account + "/developer-hub" + rest))
                .build();
    }
}
