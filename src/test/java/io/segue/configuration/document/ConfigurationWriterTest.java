package io.segue.configuration.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.segue.configuration.document.NewSegmentsEntry.TurnedOn;
import io.segue.sync.Mode;
import io.segue.sync.hold.HoldPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written is read as the same, whatever the names are. */
class ConfigurationWriterTest {

    private static final List<String> AWKWARD = List.of(
            "off",
            "yes",
            "null",
            "~",
            "true",
            "1338065",
            "0x1F",
            "1e3",
            "1_000",
            "12:30:45",
            "2026-11-28",
            ".inf",
            "=",
            "<<",
            "- a",
            "a: b",
            "a #b",
            "#a",
            "&a",
            "*a",
            "!a",
            "%a",
            "@a",
            "`a",
            "\"a\"",
            "'a'",
            "{a}",
            "[a]",
            "a,b",
            "|",
            ">",
            "?",
            "a\nb",
            "a\tb",
            "a\\b",
            "ü – ☃ 𝒳",
            "\u0085x",
            "\u2028x",
            "a\u0007b",
            "\uFEFFx");

    @Test
    void writesForPeopleAndQuotesOnlyWhatNeedsIt() {
        Configuration configuration = new Configuration(
                new SettingsEntry(
                        Spot.NOWHERE,
                        Optional.of(300),
                        Optional.of(new RemovalsEntry(Spot.NOWHERE, Optional.of(new HoldPolicy(100, 20, false)))),
                        Optional.of(new NewSegmentsEntry(
                                Spot.NOWHERE,
                                Optional.of(new TurnedOn(
                                        "Production",
                                        "email",
                                        Optional.of(Duration.ofMinutes(90)),
                                        Optional.of(true)))))),
                AlertsEntry.NONE,
                List.of(new ConnectionEntry(Spot.NOWHERE, "Production", Optional.empty(), Optional.empty())),
                List.of(new SegmentEntry(
                        Spot.NOWHERE,
                        "1338065",
                        Optional.of("Power users"),
                        Optional.of("email"),
                        Optional.empty(),
                        List.of(new SyncEntry(
                                Spot.NOWHERE,
                                "Production",
                                Mode.OFF,
                                Optional.of(Duration.ofHours(4)),
                                Optional.of(true),
                                Optional.empty(),
                                Optional.empty())))));

        assertThat(ConfigurationWriter.yaml(configuration)).isEqualTo("""
                version: 1
                settings:
                  signatureWindowSeconds: 300
                  holdRemovals:
                    floor: 100
                    percent: 20
                  newSegments:
                    connection: Production
                    keyField: email
                    interval: 90m
                    followHeap: true
                connections:
                  - name: Production
                segments:
                  - heapId: "1338065"
                    name: Power users
                    keyField: email
                    syncs:
                      - connection: Production
                        mode: "off"
                        interval: 4h
                        followHeap: true
                """);
    }

    @Test
    void isReadAsWhatWasWritten() {
        Random random = new Random(28);
        for (int i = 0; i < 500; i++) {
            String yaml = ConfigurationWriter.yaml(any(random));
            Configuration read = ConfigurationReader.read(yaml.getBytes(UTF_8), false);

            assertThat(ConfigurationWriter.yaml(read)).isEqualTo(yaml);
            String json = ConfigurationWriter.json(read);
            assertThat(ConfigurationWriter.yaml(ConfigurationReader.read(json.getBytes(UTF_8), true)))
                    .isEqualTo(yaml);
        }
    }

    @Test
    void keepsEveryAwkwardName() {
        for (String name : AWKWARD) {
            Configuration configuration = new Configuration(
                    SettingsEntry.NONE,
                    AlertsEntry.NONE,
                    List.of(),
                    List.of(new SegmentEntry(
                            Spot.NOWHERE, name, Optional.of(name), Optional.empty(), Optional.empty(), List.of())));
            SegmentEntry read = ConfigurationReader.read(
                            ConfigurationWriter.yaml(configuration).getBytes(UTF_8), false)
                    .segments()
                    .get(0);

            assertThat(read.heapId()).isEqualTo(name);
            assertThat(read.name()).contains(name);
        }
    }

    private static Configuration any(Random random) {
        List<SegmentEntry> segments = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Mode mode = Mode.values()[random.nextInt(3)];
            segments.add(new SegmentEntry(
                    Spot.NOWHERE,
                    i + name(random),
                    maybe(random, name(random)),
                    maybe(random, "k" + name(random)),
                    maybe(
                            random,
                            new RemovalsEntry(Spot.NOWHERE, maybe(random, new HoldPolicy(7, 8, random.nextBoolean())))),
                    List.of(new SyncEntry(
                            Spot.NOWHERE,
                            name(random),
                            mode,
                            maybe(random, Duration.ofSeconds(60 + random.nextInt(1_000_000))),
                            maybe(random, random.nextBoolean()),
                            mode == Mode.OFF ? Optional.empty() : maybe(random, random.nextBoolean()),
                            mode == Mode.OFF ? maybe(random, random.nextBoolean()) : Optional.empty()))));
        }
        SettingsEntry settings =
                new SettingsEntry(Spot.NOWHERE, Optional.empty(), Optional.empty(), maybe(random, newSegments(random)));
        return new Configuration(settings, AlertsEntry.NONE, List.of(), segments);
    }

    private static NewSegmentsEntry newSegments(Random random) {
        return new NewSegmentsEntry(
                Spot.NOWHERE,
                maybe(
                        random,
                        new TurnedOn(
                                name(random),
                                "k" + name(random).strip(),
                                maybe(random, Duration.ofSeconds(60 + random.nextInt(1_000_000))),
                                maybe(random, random.nextBoolean()))));
    }

    private static String name(Random random) {
        return AWKWARD.get(random.nextInt(AWKWARD.size())) + "x";
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
