package io.segue.configuration.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.configuration.document.NewSegmentsEntry.TurnedOn;
import io.segue.connection.Region;
import io.segue.sync.Mode;
import io.segue.sync.hold.HoldPolicy;
import io.segue.web.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a document may say, and where it is wrong. */
class ConfigurationReaderTest {

    private static final String WHOLE = """
            version: 1
            settings:
              signatureWindowSeconds: 600
              holdRemovals: {floor: 50, percent: 10}
            connections:
              - name: Production
                region: us
                clientSideId: 64a0c3e0ac3e000000000001
            segments:
              - heapId: 1338065
                name: Power users
                keyField: email
                holdRemovals: off
                syncs:
                  - connection: Production
                    mode: recurring
                    interval: 90m
                    followHeap: false
                    paused: true
              - heapId: "0042"
                holdRemovals: default
                syncs:
                  - {connection: Production, mode: off, empty: true}
            """;

    @Test
    void readsEverythingThatADocumentCanSay() {
        Configuration read = yaml(WHOLE);

        assertThat(read.settings().signatureWindowSeconds()).contains(600);
        assertThat(read.settings().removals().orElseThrow().policy()).contains(new HoldPolicy(50, 10, false));
        assertThat(read.connections())
                .containsExactly(new ConnectionEntry(
                        new Spot(6, "connections[0]"),
                        "Production",
                        Optional.of(Region.US),
                        Optional.of("64a0c3e0ac3e000000000001")));
        SegmentEntry first = read.segments().get(0);
        assertThat(first.heapId()).isEqualTo("1338065");
        assertThat(first.name()).contains("Power users");
        assertThat(first.keyField()).contains("email");
        assertThat(first.removals().orElseThrow().policy().orElseThrow().isOff())
                .isTrue();
        assertThat(first.syncs())
                .containsExactly(new SyncEntry(
                        new Spot(15, "segments[0].syncs[0]"),
                        "Production",
                        Mode.RECURRING,
                        Optional.of(Duration.ofMinutes(90)),
                        Optional.of(false),
                        Optional.of(true),
                        Optional.empty()));
        SegmentEntry second = read.segments().get(1);
        assertThat(second.heapId()).isEqualTo("0042");
        assertThat(second.removals().orElseThrow().policy()).isEmpty();
        assertThat(second.syncs().get(0).mode()).isEqualTo(Mode.OFF);
        assertThat(second.syncs().get(0).empty()).contains(true);
    }

    @Test
    void readsWhatBecomesOfNewSegments() {
        String head = "version: 1\nsettings: {newSegments: ";

        assertThat(newSegments(head + "{connection: Test, keyField: email, interval: 2h, followHeap: false}}"))
                .contains(new TurnedOn("Test", "email", Optional.of(Duration.ofHours(2)), Optional.of(false)));
        assertThat(newSegments(head + "off}")).isEmpty();
        assertThatThrownBy(() -> yaml(head + "on}"))
                .hasMessageContaining("line 2, settings.newSegments: expected off, or connection and keyField");
        assertThatThrownBy(() -> yaml(head + "{connection: Test}}"))
                .hasMessageContaining("expected the field keyField, it is missing");
    }

    private static Optional<TurnedOn> newSegments(String document) {
        return yaml(document).settings().newSegments().orElseThrow().turnedOn();
    }

    @Test
    void readsJsonTheSameByItsOwnTypeAndAsYaml() {
        String json = ConfigurationWriter.json(yaml(WHOLE));

        assertThat(ConfigurationWriter.yaml(ConfigurationReader.read(json.getBytes(UTF_8), true)))
                .isEqualTo(ConfigurationWriter.yaml(yaml(json)))
                .isEqualTo(ConfigurationWriter.yaml(yaml(WHOLE)));
        String withTabs = "{\n\t\"version\": 1,\n\t\"segments\": []\n}";
        assertThat(ConfigurationReader.read(withTabs.getBytes(UTF_8), true).segments())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: recurring      | mode: always          | line 16, segments[0].syncs[0].mode: expected off, once, recurring, got \"always\"",
                "interval: 90m        | interval: 4           | line 17, segments[0].syncs[0].interval: expected a text, got the number 4",
                "interval: 90m        | interval: 4 hours     | line 17, segments[0].syncs[0].interval: expected such as 4h, 90m or 75s",
                "interval: 90m        | interval: 30s         | line 17, segments[0].syncs[0].interval: Ordering a sync: expected an interval from one minute",
                "followHeap: false    | followHeap: \"no\"    | line 18, segments[0].syncs[0].followHeap: expected true or false, got \"no\"",
                "paused: true         | pause: true           | line 19, segments[0].syncs[0].pause: a field of this name is not known here. Known are connection, mode",
                "name: Power users    | name: 7               | line 11, segments[0].name: expected a text, got the number 7. Put it into quotes",
                "name: Power users    | name: [a]             | line 11, segments[0].name: expected a text, got a list",
                "percent: 10}         | percent: 101}         | line 4, settings.holdRemovals: Setting when removals are held",
                "percent: 10}         | percent: ten}         | line 4, settings.holdRemovals.percent: expected a whole number, got \"ten\"",
                ", percent: 10}       | }                     | line 4, settings.holdRemovals: expected the field percent",
                "Seconds: 600         | Seconds: 0600         | line 3, settings.signatureWindowSeconds: expected a whole number",
                "Seconds: 600         | Seconds: 6.5          | line 3, settings.signatureWindowSeconds: expected a whole number",
                "region: us           | region: mars          | line 7, connections[0].region: expected us, eu, federal, got \"mars\"",
                "c3e0ac3e0            | xyz                   | line 8, connections[0].clientSideId: expected 24 hexadecimal digits",
                "heapId: \"0042\"     | heapId: 1338065       | line 20, segments[1]: expected each once",
                "heapId: \"0042\"     | name: x               | line 20, segments[1]: expected the field heapId, it is missing",
                "empty: true          | paused: true          | line 23, segments[1].syncs[0].paused: expected it with a mode that is on",
                "paused: true         | empty: true           | line 19, segments[0].syncs[0].empty: expected it with mode: off only",
                "version: 1           | version: 2            | line 1, version: expected 1, got 2",
                "version: 1           | versions: 1           | line 1, versions: a field of this name is not known here",
                "version: 1           | # none                | line 2: expected the field version, it is missing",
                "keyField: email      | heapId: 5             | line 12, segments[0].heapId: expected each name once",
            })
    void saysWhereItIsWrong(String right, String wrong, String message) {
        assertThat(WHOLE).contains(right);

        assertThatThrownBy(() -> yaml(WHOLE.replaceFirst(Pattern.quote(right), wrong)))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("Reading the configuration: " + message);
    }

    @Test
    void refusesAKeyFieldThatNoSyncUses() {
        assertThatThrownBy(() -> yaml("version: 1\nsegments:\n  - heapId: 1\n    keyField: email\n"))
                .hasMessageContaining("line 4, segments[0].keyField");
    }

    @Test
    void repeatsNoSecretThatWentAstray() {
        assertThatThrownBy(() ->
                        yaml("version: 1\nconnections:\n  - name: P\n    accessToken: api-0123456789abcdef-secret\n"))
                .hasMessageContaining("connections[0].accessToken")
                .hasMessageNotContaining("api-0123");
        assertThatThrownBy(() -> yaml("version: 1\nconnections:\n  - {name: P, region: api-0123456789abcdef-secret}\n"))
                .hasMessageNotContaining("api-0123");
        assertThatThrownBy(() -> yaml("version: 1\napi-0123456789abcdef-secret: 1\n"))
                .hasMessageNotContaining("api-0123");
        assertThatThrownBy(() -> yaml("version: 1\nsettings: \"api-0123456789abcdef-secret\n"))
                .hasMessageNotContaining("api-0123");
    }

    /** Nine aliases of nine aliases are a billion values in a few lines. */
    @Test
    @Timeout(5)
    void followsNoAlias() {
        assertThatThrownBy(() -> yaml("version: 1\nconnections: &a [x, x]\nsegments: [*a, *a]\n"))
                .hasMessageContaining("segments[0]: expected a value, got an alias");
        assertThatThrownBy(() -> yaml("version: 1\nsegments: &a [*a]\n")).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> yaml("version: 1\nsettings:\n  <<: *nothing\n"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    @Timeout(5)
    void makesNoObjectOfATagAndIsNeitherDeepNorLarge() {
        assertThatThrownBy(
                        () -> yaml(
                                "version: 1\nsegments: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://localhost\"]]\n"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> yaml("version: 1\nsegments: " + "[".repeat(5_000) + "]".repeat(5_000)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("levels");
        assertThatThrownBy(() -> ConfigurationReader.read(
                        ("{\"version\":1,\"segments\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}").getBytes(UTF_8),
                        true))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> yaml("version: 1 #" + "x".repeat(DocumentReader.MOST_BYTES)))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(413));
        assertThatThrownBy(() -> yaml("version: 1\nsegments:\n" + "  - {heapId: a}\n".repeat(5_001)))
                .hasMessageContaining("expected at most 5000, got 5001");
    }

    @Test
    void refusesWhatIsNoDocument() {
        assertThatThrownBy(() -> yaml("")).hasMessageContaining("got nothing");
        assertThatThrownBy(() -> yaml("- a\n")).hasMessageContaining("expected names with values (version");
        assertThatThrownBy(() -> yaml("version: 1\n---\nversion: 1\n"))
                .hasMessageContaining("line 3: expected one document");
        assertThatThrownBy(() -> yaml("version: 1\n  settings: [\n")).hasMessageContaining("line 2: expected YAML");
        assertThatThrownBy(() -> ConfigurationReader.read(new byte[] {(byte) 0xff, (byte) 0xfe}, false))
                .hasMessageContaining("expected UTF-8");
    }

    @Test
    void readsWhatIsSaidOfAlertsAndWritesTheSame() {
        String alerts = """
                alerts:
                  rules:
                    run-failing:
                      warnAt: never
                      criticalAt: 60
                    hold-waiting: "off"
                  quietHours:
                    from: "22:00"
                    until: "07:00"
                    zone: Europe/Berlin
                  targets:
                    - name: On call
                      kind: email
                      address: oncall@example.com
                      "on": true
                      leastLevel: critical
                    - name: Ours
                      kind: webhook
                      events:
                        - alert.raised
                        - run.ended
                """;

        String written = ConfigurationWriter.yaml(yaml("version: 1\n" + alerts));

        assertThat(written).contains(alerts);
        assertThat(ConfigurationWriter.yaml(yaml(written))).isEqualTo(written);
        assertThat(ConfigurationWriter.yaml(ConfigurationReader.read(
                        ConfigurationWriter.json(yaml(written)).getBytes(UTF_8), true)))
                .isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: {run-fails: off}           | line 2, alerts.rules.run-fails: a field of this name is not known",
                "rules: {near-limit: on}           | line 2, alerts.rules.near-limit: expected off, or warnAt and criticalAt",
                "rules: {near-limit: {warnAt: 101}}| line 2, alerts.rules.near-limit.warnAt: expected 0 to 100 percent, or never",
                "rules: {near-limit: {warnAt: all}}| line 2, alerts.rules.near-limit.warnAt: expected a whole number, got \"all\"",
                "quietHours: {from: \"22:00\"}   | line 2, alerts.quietHours: expected the field until, it is missing",
                "quietHours: {from: \"9\", until: \"7\", zone: UTC} | line 2, alerts.quietHours: Saving quiet hours",
                "targets: [{name: a}]              | line 2, alerts.targets[0]: expected the field kind",
                "targets: [{name: a, kind: sms}]   | line 2, alerts.targets[0].kind: expected email, slack, pagerduty, webhook",
                "targets: [{name: a, kind: slack, address: x}] | line 2, alerts.targets[0].address: expected it with kind: email",
                "targets: [{name: a, kind: email, address: x}] | line 2, alerts.targets[0].address: Saving a target of alerts",
                "targets: [{name: a, kind: email, events: []}] | line 2, alerts.targets[0].events: expected it with kind: web",
                "targets: [{name: a, kind: webhook, events: []}] | line 2, alerts.targets[0].events: Saving a target of alerts",
                "targets: [{name: a, kind: webhook, events: [test]}] | line 2, alerts.targets[0].events[0]: expected alert.raised",
                "targets: [{name: a, kind: email}, {name: A, kind: email}] | line 2, alerts.targets[1]: expected each once",
            })
    void saysWhereAlertsAreWrong(String alerts, String message) {
        assertThatThrownBy(() -> yaml("version: 1\nalerts: {" + alerts + "}\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("Reading the configuration: " + message);
    }

    @Test
    void repeatsNoAddressOfATarget() {
        assertThatThrownBy(() -> yaml("version: 1\nalerts: {targets: [{name: a, kind: slack, address:"
                        + " \"https://hooks.example.com/T0/B0/secret\"}]}\n"))
                .hasMessageContaining("stays out of documents")
                .hasMessageNotContaining("secret\"");
    }

    private static Configuration yaml(String text) {
        return ConfigurationReader.read(text.getBytes(UTF_8), false);
    }
}
