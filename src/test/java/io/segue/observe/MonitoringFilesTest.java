package io.segue.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.segue.TestingDatabase;
import io.segue.TestingInstallation;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.observe.Sampler;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard, the alert rules and the documentation speak of the metrics that there are, and of nothing else. */
@QuarkusTest
@TestProfile(TestingInstallation.class)
@QuarkusTestResource(TestingDatabase.class)
class MonitoringFilesTest {

    private static final Path DOCS = Path.of("docs");
    private static final Path RULES = DOCS.resolve("prometheus/segue.yml");
    private static final Path DASHBOARD = DOCS.resolve("grafana/segue.json");

    /** Prometheus has these by itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Set<String> ROLES_OF_THE_DATABASE =
            Set.of("segue_owner", "segue_app", "segue_gate", "segue_worker", "segue_support");

    private static final Pattern OURS = Pattern.compile("\\bsegue_[a-z_]+\\b");
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `(segue_[a-z_]+)` \\|", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final List<String> PARTS = List.of("_count", "_sum", "_max", "_bucket");

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Inject
    Sampler sampler;

    @Inject
    TestingBacklog backlog;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    TestingMetrics scraped;

    @BeforeEach
    void haveSomethingOfEverything() {
        long tenant = tenants.enabled().id();
        rows.sync(tenant, rows.segment(tenant, "1", "One", 1), rows.connection(tenant, "c", true), "stopped");
        backlog.whileAPageWaits(() -> {
            sampler.sample();
            scraped = TestingMetrics.scrape(metrics);
        });
    }

    @Test
    void everyQueryOfTheDashboardFindsSeries() throws IOException {
        List<String> queries = new ObjectMapper()
                .readTree(DASHBOARD.toFile()).findValuesAsText("expr").stream()
                        .map(query -> query.replace("$__rate_interval", "5m").replace("=~\"$job\"", "=~\".*\""))
                        .toList();

        assertThat(queries).hasSizeGreaterThan(20).allSatisfy(this::assertAsksForWhatThereIs);
    }

    @Test
    void everyAlertRuleAsksForSeriesThatThereAreAndLeadsToItsRunbook() throws IOException {
        List<JsonNode> rules = rules();

        assertThat(rules).hasSizeGreaterThan(10).allSatisfy(rule -> {
            assertAsksForWhatThereIs(rule.path("expr").asText());
            assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
            assertThat(Path.of(rule.at("/annotations/runbook_url").asText()))
                    .content()
                    .startsWith("# ")
                    .contains(rule.path("alert").asText(), "**What to do**");
        });
    }

    @Test
    void everyRunbookIsListedAndOfARule() throws IOException {
        Set<String> ofRules = rules().stream()
                .map(rule -> rule.at("/annotations/runbook_url").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        Path list = DOCS.resolve("runbooks/README.md");

        assertThat(pages("runbooks"))
                .filteredOn(page -> !page.equals(list))
                .extracting(Path::toString)
                .containsExactlyInAnyOrderElementsOf(ofRules)
                .allSatisfy(page ->
                        assertThat(list).content().contains("(" + Path.of(page).getFileName() + ")"));
    }

    @Test
    void everyMetricIsInTheTableAndTheTableHasNoOther() {
        Set<String> documented = found(DOCUMENTED, read(DOCS.resolve("observation.md")));
        Set<String> there = scraped.series().stream()
                .map(TestingMetrics.Series::name)
                .filter(name -> name.startsWith("segue_"))
                .map(MonitoringFilesTest::whole)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(there);
    }

    @Test
    void noPageSpeaksOfAMetricThatIsNotThere() {
        Set<String> there =
                scraped.series().stream().map(TestingMetrics.Series::name).collect(Collectors.toSet());
        there.addAll(there.stream().map(MonitoringFilesTest::whole).toList());
        there.addAll(ROLES_OF_THE_DATABASE);

        assertThat(Stream.of(pages("runbooks"), pages(".")).flatMap(List::stream))
                .allSatisfy(page -> assertThat(there).as(page.toString()).containsAll(found(OURS, read(page))));
    }

    @Test
    void everyLinkOfThesePagesLeadsSomewhere() {
        assertThat(Stream.of(pages("runbooks"), List.of(DOCS.resolve("observation.md")))
                        .flatMap(List::stream))
                .allSatisfy(page -> assertThat(found(LINK, read(page)))
                        .filteredOn(link -> !link.startsWith("http"))
                        .allSatisfy(
                                link -> assertThat(page.resolveSibling(link)).exists()));
    }

    private void assertAsksForWhatThereIs(String query) {
        List<TestingQuery.Selector> selectors = TestingQuery.selectors(query);
        assertThat(selectors).as(query).isNotEmpty();
        for (TestingQuery.Selector selector : selectors) {
            assertThat(OF_PROMETHEUS.contains(selector.metric())
                            || scraped.series().stream().anyMatch(selector::matches))
                    .as("series of " + selector + ", for " + query)
                    .isTrue();
        }
        assertThat(TestingQuery.groupedBy(query))
                .allSatisfy(label -> assertThat(scraped.series())
                        .as("label " + label + ", for " + query)
                        .anyMatch(series -> series.labels().containsKey(label)
                                && selectors.stream()
                                        .anyMatch(one -> one.metric().equals(series.name()))));
    }

    private static List<JsonNode> rules() throws IOException {
        JsonNode rules =
                new ObjectMapper(new YAMLFactory()).readTree(RULES.toFile()).at("/groups/0/rules");
        return rules.valueStream().toList();
    }

    private static List<Path> pages(String folder) {
        try (Stream<Path> files = Files.list(DOCS.resolve(folder).normalize())) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(match.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metric that a series is a part of. */
    private static String whole(String series) {
        return PARTS.stream()
                .filter(series::endsWith)
                .findFirst()
                .map(part -> series.substring(0, series.length() - part.length()))
                .orElse(series);
    }
}
