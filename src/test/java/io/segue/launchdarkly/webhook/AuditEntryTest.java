package io.segue.launchdarkly.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.flags.change.FlagChange;
import io.segue.launchdarkly.webhook.AuditEntry.UnreadableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries after https://launchdarkly.com/docs/api/webhooks. */
class AuditEntryTest {

    private static final String ENTRY = """
            {"_links": {"canonical": {"href": "/api/v2/flags/web/new-checkout", "type": "application/json"},
              "site": {"href": "/web/production/features/new-checkout", "type": "text/html"}},
             "_id": "57c0a8e29969090743529965", "date": 1472243938774, "kind": "flag", "name": "New checkout",
             "accesses": [{"action": "updateOn", "resource": "proj/web:env/production:flag/new-checkout"}],
             "member": {"_id": "548f", "email": "ariel@acme.com", "firstName": "Ariel", "lastName": "Flores"},
             "titleVerb": "turned on the flag",
             "currentVersion": {"environments": {"production": {"on": true}, "test": {"on": false}}}}""";

    @Test
    void readsWhatWasChangedByWhomAndWhere() throws Exception {
        assertThat(read(ENTRY))
                .contains(new FlagChange(
                        "57c0a8e29969090743529965",
                        Instant.ofEpochMilli(1_472_243_938_774L),
                        "new-checkout",
                        "New checkout",
                        "web",
                        List.of("production"),
                        Map.of("production", true, "test", false),
                        "turned on the flag",
                        "Ariel Flores",
                        "https://app.launchdarkly.com/web/production/features/new-checkout"));
    }

    @Test
    void readsAChangeOfAllEnvironments() throws Exception {
        String everywhere = ENTRY.replace("env/production", "env/*");

        assertThat(read(everywhere).orElseThrow().environments()).isEmpty();
    }

    @Test
    void readsKeysWithTagsBehindThem() throws Exception {
        String tagged = ENTRY.replace(
                "proj/web:env/production:flag/new-checkout",
                "proj/web;eu:env/production;critical:flag/new-checkout;a,b");

        assertThat(read(tagged).orElseThrow().flagKey()).isEqualTo("new-checkout");
        assertThat(read(tagged).orElseThrow().environments()).containsExactly("production");
    }

    @Test
    void namesATokenWhereNoMemberDidIt() throws Exception {
        String byToken = ENTRY.replaceAll("\"member\": \\{[^}]*}", "\"token\": {\"name\": \"Terraform\"}");

        assertThat(read(byToken).orElseThrow().who()).isEqualTo("Terraform");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "javascript:alert(1)"})
    void linksOnlyToLaunchDarklysSite(String href) throws Exception {
        String elsewhere = ENTRY.replace("/web/production/features/new-checkout", href);

        assertThat(read(elsewhere).orElseThrow().link()).isEmpty();
    }

    @Test
    void leavesOutWhatIsNoFlag() throws Exception {
        assertThat(read(ENTRY.replace("\"kind\": \"flag\"", "\"kind\": \"environment\"")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"x\"",
                "{} {}",
                "{\"_id\": \"a\", \"_id\": \"b\", \"date\": 1, \"kind\": \"flag\"}",
                "{\"date\": 1, \"kind\": \"flag\"}",
                "{\"_id\": \"a\", \"kind\": \"flag\"}",
                "{\"_id\": \"a\", \"date\": 1, \"kind\": \"flag\"}"
            })
    void refusesWhatIsNoEntry(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableException.class);
    }

    private static Optional<FlagChange> read(String body) throws UnreadableException {
        return AuditEntry.read(body.getBytes(StandardCharsets.UTF_8), URI.create("https://app.launchdarkly.com/"));
    }
}
