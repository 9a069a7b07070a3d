package io.segue.access;

import static io.segue.access.Endpoint.of;
import static io.segue.access.Endpoint.ofSupport;
import static io.segue.tenant.Role.EDITOR;
import static io.segue.tenant.Role.OWNER;
import static io.segue.tenant.Role.VIEWER;

import java.util.List;
import java.util.Set;

/**
 * Every address of the API, and who may call it; those of pages stand in {@link PageEndpoints}. {@link EndpointsTest} fails when one of the code is missing in both.
 */
final class Endpoints {

    static final List<Endpoint> API = List.of(
            of("GET /api/v1/segments", VIEWER),
            of("GET /api/v1/segments/counts", VIEWER),
            of("GET /api/v1/segments/{segment}", VIEWER),
            of("GET /api/v1/segments/{segment}/pending", VIEWER),
            of("PUT /api/v1/segments/{segment}/sync", EDITOR, """
                    {"connectionId":"{connection}","mode":"recurring","intervalHours":700}"""),
            of("POST /api/v1/segments/{segment}/runs", EDITOR, "{}"),
            of("POST /api/v1/segments/syncs", EDITOR, """
                    {"segmentIds":["{segment}"],"connectionId":"{connection}","mode":"off"}"""),
            of("GET /api/v1/segments/{segment}/fields", VIEWER),
            of("GET /api/v1/segments/{segment}/sizes", VIEWER),
            of("GET /api/v1/segments/{segment}/preview?connectionId={connection}", VIEWER),
            of("GET /api/v1/segments/{segment}/preview/csv?connectionId={connection}", VIEWER),
            of("POST /api/v1/segments/{segment}/rebuild", EDITOR, """
                    {"connectionId":"{connection}"}"""),
            of("POST /api/v1/segments/{segment}/send-all", EDITOR, """
                    {"connectionId":"{connection}"}"""),
            of("GET /api/v1/segments/{segment}/hold-rule", VIEWER),
            of("PUT /api/v1/segments/{segment}/hold-rule", EDITOR, """
                    {"floor":10,"percent":5}"""),
            of("DELETE /api/v1/segments/{segment}/hold-rule", EDITOR),
            of("GET /api/v1/new-segments", VIEWER),
            of("PUT /api/v1/new-segments", EDITOR, """
                    {"on":true,"connectionId":"{connection}","keyField":"id"}"""),
            of("GET /api/v1/hold-rule", VIEWER),
            of("PUT /api/v1/hold-rule", EDITOR, """
                    {"floor":10,"percent":5}"""),
            of("GET /api/v1/holds", VIEWER),
            of("GET /api/v1/holds/{hold}", VIEWER),
            of("POST /api/v1/holds/{hold}/approve", EDITOR, """
                    {"ceiling":1000}"""),
            of("POST /api/v1/holds/{hold}/confirm-empty", EDITOR),
            of("POST /api/v1/holds/{hold}/reject", EDITOR),
            of("GET /api/v1/quarantine?segmentId={segment}", VIEWER),
            of("GET /api/v1/quarantine/counts", VIEWER),
            of("GET /api/v1/quarantine/members?segmentId={segment}", VIEWER),
            of("GET /api/v1/quarantine/blank-ids?segmentId={segment}", VIEWER),
            of("POST /api/v1/quarantine/retry", EDITOR, """
                    {"segmentId":"{segment}"}"""),
            of("GET /api/v1/segments/{segment}/verifications?connectionId={connection}", VIEWER),
            of("GET /api/v1/segments/{segment}/verifications/standing?connectionId={connection}", VIEWER),
            of("POST /api/v1/segments/{segment}/verifications", EDITOR, """
                    {"connectionId":"{connection}","keys":10}"""),
            of("GET /api/v1/verifications/{verification}", VIEWER),
            of("GET /api/v1/verifications/{verification}/differences", VIEWER),
            of("POST /api/v1/verifications/{verification}/repair", EDITOR),
            of("GET /api/v1/runs?segmentId={segment}&connectionId={connection}", VIEWER),
            of("GET /api/v1/runs/{run}/calls", VIEWER),
            of("GET /api/v1/runs/{run}", VIEWER),
            of("GET /api/v1/runs/{run}?wait=1", VIEWER),
            of("GET /api/v1/members?idOrKey=ann", VIEWER),
            of("POST /api/v1/members/ask", VIEWER, """
                    {"segmentId":"{segment}","connectionId":"{connection}","key":"ann"}"""),
            of("GET /api/v1/erasures", VIEWER),
            of("GET /api/v1/erasures/{erasure}", VIEWER),
            of("POST /api/v1/erasures", OWNER, """
                    {"values":["nobody-at-all"]}"""),
            of("DELETE /api/v1/erasures/{erasure}/block", OWNER),
            of("POST /api/v1/erasures/plan", OWNER, """
                    {"value":"nobody-at-all"}"""),
            of("GET /api/v1/erasures/{erasure}/proof", VIEWER),
            of("POST /api/v1/erasures/{erasure}/check", VIEWER, """
                    {"value":"ann"}"""),
            of("POST /api/v1/erasures/{erasure}/places/{sync}/close", OWNER),
            of("POST /api/v1/erasures/{erasure}/heap", OWNER),
            of("GET /api/v1/erasures/heap-key", VIEWER),
            of("PUT /api/v1/erasures/heap-key", OWNER, """
                    {"appId":"123","apiKey":"a-key-of-heaps-0000"}"""),
            of("DELETE /api/v1/erasures/heap-key", OWNER),
            of("GET /api/v1/deliveries", VIEWER),
            of("GET /api/v1/deliveries/{delivery}", VIEWER),
            of("GET /api/v1/deliveries/{delivery}/body", VIEWER),
            of("GET /api/v1/deliveries/replay?segmentId={segment}", VIEWER),
            of("POST /api/v1/deliveries/{delivery}/replay", EDITOR, "{}"),
            of("POST /api/v1/deliveries/replay", EDITOR, """
                    {"count":0,"upTo":"{delivery}"}"""),
            of("GET /api/v1/export", VIEWER),
            of("POST /api/v1/plan", VIEWER, """
                    {"version":1,"settings":{"holdRemovals":{"floor":1,"percent":2}}}"""),
            of("POST /api/v1/apply", EDITOR, """
                    {"version":1,"settings":{"holdRemovals":{"floor":1,"percent":2}}}"""),
            of("GET /api/v1/connections", VIEWER),
            of("GET /api/v1/connections/{connection}", VIEWER),
            of("POST /api/v1/connections", EDITOR, """
                    {"name":"Another","clientSideId":"57be1db38b75bf0772d11384","accessToken":"api-0123456789"}"""),
            of("POST /api/v1/connections/{connection}/check", EDITOR),
            of("GET /api/v1/connections/{connection}/check", VIEWER),
            of("GET /api/v1/connections/{connection}/use", VIEWER),
            of("PUT /api/v1/connections/{connection}", EDITOR, """
                    {"name":"Renamed"}"""),
            of("PUT /api/v1/connections/{connection}/token", EDITOR, """
                    {"accessToken":"api-another-token-1234"}"""),
            of("DELETE /api/v1/connections/{connection}", EDITOR),
            of("POST /api/v1/connections/environments", EDITOR, """
                    {"accessToken":"api-wrong-wrong-wrong"}"""),
            of("GET /api/v1/flags?connectionId={connection}", VIEWER),
            of("POST /api/v1/flags/read?connectionId={connection}", EDITOR),
            of("GET /api/v1/flags/choice?connectionId={connection}", VIEWER),
            of("GET /api/v1/flags/choice/snippet?connectionId={connection}", VIEWER),
            of("GET /api/v1/flags/choice/history?connectionId={connection}", VIEWER),
            of("PUT /api/v1/flags/choice?connectionId={connection}", EDITOR, """
                    {"flags":["new-checkout"]}"""),
            of("GET /api/v1/flags/writing?connectionId={connection}", VIEWER),
            of("PUT /api/v1/flags/writing?connectionId={connection}", EDITOR, """
                    {"appId":"1","mode":"off"}"""),
            of("PUT /api/v1/flags/writing/sdk-key?connectionId={connection}", EDITOR, """
                    {"sdkKey":"sdk-0123456789"}"""),
            of("POST /api/v1/flags/writing/check?connectionId={connection}", EDITOR),
            of("GET /api/v1/flags/writing/refused?connectionId={connection}", VIEWER),
            of("GET /api/v1/flags/writing/runs/{flagrun}/calls", VIEWER),
            of("GET /api/v1/flags/writing/preview?connectionId={connection}", VIEWER),
            of("GET /api/v1/flags/writing/runs?connectionId={connection}", VIEWER),
            of("POST /api/v1/flags/writing/runs?connectionId={connection}", EDITOR, "{}"),
            of("GET /api/v1/flags/writing/runs/{flagrun}", VIEWER),
            of("GET /api/v1/flags/changes?connectionId={connection}", VIEWER),
            of("PUT /api/v1/flags/changes?connectionId={connection}", EDITOR, """
                    {"appId":"1","on":true,"identity":"someone"}"""),
            of("GET /api/v1/flags/changes/hook", VIEWER),
            of("POST /api/v1/flags/changes/url", EDITOR),
            of("PUT /api/v1/flags/changes/secret", EDITOR, """
                    {"secret":"a secret of {tenant}"}"""),
            of("GET /api/v1/hook", VIEWER),
            of("POST /api/v1/hook/url", EDITOR),
            of("PUT /api/v1/hook/secret", EDITOR, """
                    {"secret":"a hook secret of {tenant}"}"""),
            of("PUT /api/v1/hook/window", OWNER, """
                    {"seconds":600}"""),
            of("PUT /api/v1/hook/id-token", OWNER, """
                    {"idToken":"another"}"""),
            of("DELETE /api/v1/hook/old-url", OWNER),
            of("DELETE /api/v1/hook/old-secret", OWNER),
            of("GET /api/v1/tenant", VIEWER),
            of("GET /api/v1/tenant/activity?zone=Europe/Berlin", VIEWER),
            of("GET /api/v1/people", VIEWER),
            of("GET /api/v1/people/{person}", VIEWER),
            of("PUT /api/v1/people/{person}", OWNER, """
                    {"role":"editor"}"""),
            of("DELETE /api/v1/people/{person}", OWNER),
            of("GET /api/v1/invitations", VIEWER),
            of("POST /api/v1/invitations", OWNER, """
                    {"email":"someone@example.com","role":"viewer"}"""),
            of("POST /api/v1/invitations/{invitation}/send", OWNER),
            of("DELETE /api/v1/invitations/{invitation}", OWNER),
            of("GET /api/v1/tokens", OWNER),
            of("POST /api/v1/tokens", OWNER, """
                    {"name":"Another","role":"viewer"}"""),
            of("DELETE /api/v1/tokens/{token}", OWNER),
            of("GET /api/v1/audit", VIEWER),
            of("GET /api/v1/alerts", VIEWER),
            of("GET /api/v1/alerts/rules", VIEWER),
            of("PUT /api/v1/alerts/rules", EDITOR, """
                    {"items":[{"kind":"near-limit","on":false}]}"""),
            of("GET /api/v1/alerts/quiet-hours", VIEWER),
            of("PUT /api/v1/alerts/quiet-hours", EDITOR, """
                    {"from":"22:00","until":"07:00","zone":"Europe/Berlin"}"""),
            of("DELETE /api/v1/alerts/quiet-hours", EDITOR),
            of("GET /api/v1/alerts/targets", VIEWER),
            of("GET /api/v1/alerts/targets/{target}", VIEWER),
            of("POST /api/v1/alerts/targets", EDITOR, """
                    {"kind":"email","name":"Another","address":"another@example.com"}"""),
            of("PUT /api/v1/alerts/targets/{target}", EDITOR, """
                    {"on":false}"""),
            of("POST /api/v1/alerts/targets/{target}/secret", EDITOR),
            of("POST /api/v1/alerts/targets/{target}/test", EDITOR),
            of("DELETE /api/v1/alerts/targets/{target}", EDITOR),
            of("GET /api/v1/alerts/deliveries", VIEWER),
            of("GET /api/v1/alerts/deliveries?targetId={target}", VIEWER),
            of("GET /api/v1/alerts/deliveries/{notice}", VIEWER),
            of("POST /api/v1/alerts/deliveries/{notice}/resend", EDITOR));

    static final List<Endpoint> SUPPORT_API = List.of(
            ofSupport("GET /api/v1/tenants"),
            ofSupport("GET /api/v1/tenants/{tenant}"),
            ofSupport("GET /api/v1/tenants/{tenant}/standing"),
            ofSupport("GET /api/v1/failures"),
            ofSupport("GET /api/v1/system"),
            ofSupport("POST /api/v1/tenants", """
                    {"slug":"{tenant}-made","name":"Made"}"""),
            ofSupport("POST /api/v1/tenants/{tenant}/enable", "{}"),
            ofSupport("POST /api/v1/tenants/{tenant}/suspend", "{}"),
            ofSupport("POST /api/v1/tenants/{tenant}/hook", "{}"),
            ofSupport("PUT /api/v1/tenants/{tenant}/hook", """
                    {"signatureWindowSeconds":600}"""),
            ofSupport("POST /api/v1/tenants/{tenant}/invitations", """
                    {"email":"someone@example.com"}"""));

    /** What names no tenant, or proves who calls by other means. */
    static final Set<String> OPEN = Set.of(
            "GET /",
            "GET /sign-in",
            "GET /signed-in",
            "GET /sign-out",
            "GET /errors",
            "GET /api",
            "POST /requests",
            "POST /hooks/heap/{}",
            "POST /hooks/launchdarkly/{}",
            "GET /reporter/{}/{}");

    private Endpoints() {}
}
