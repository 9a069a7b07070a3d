package io.segue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Applies a document. */
@Command(
        name = "apply",
        description = {
            "Makes the tenant as a document says. Without --fingerprint it plans first, prints the plan, and goes on only"
                    + " when no step of it is dangerous.",
            "Ends with 4 when nothing, or not all of it, was done."
        })
class ApplyCommand extends ServerCommand {

    @Parameters(paramLabel = "FILE", description = "A document in YAML or JSON (*.json); - is standard input.")
    String file = "";

    @Option(
            names = "--fingerprint",
            paramLabel = "FINGERPRINT",
            description = "Of the plan that was read: refused when the tenant or the document is another by now.")
    @Nullable
    String fingerprint;

    @Override
    public Integer call() {
        Api api = server.connect();
        Document document = Document.read(file);
        String seen = fingerprint == null ? planned(api, document) : fingerprint;
        JsonNode applied = api.post(
                        "/api/v1/apply", document.type(), document.bytes(), Map.of("If-Match", "\"" + seen + "\""))
                .json();
        if (isJson) {
            print(applied);
        } else {
            printSteps(applied.path("steps"));
        }
        return applied.path("complete").asBoolean() ? Exit.DONE : Exit.REFUSED;
    }

    /** Nobody has looked: so it says what it is about to do, and does nothing that somebody should have looked at. */
    private String planned(Api api, Document document) {
        JsonNode plan = PlanCommand.of(api, document);
        if (!isJson) {
            out().println(Table.plain(plan.path("text").asText()));
        }
        String found = plan.path("fingerprint").asText();
        if (!plan.path("obstacles").isEmpty()) {
            throw new CliException(
                    Exit.REFUSED,
                    "Nothing was changed: " + plan.at("/obstacles/0/message").asText());
        }
        if (plan.path("dangerous").asBoolean()) {
            throw new CliException(
                    Exit.REFUSED,
                    "Nothing was changed: the plan takes members out of LaunchDarkly, or lets them go. Read it, then apply"
                            + " it with --fingerprint " + found);
        }
        return found;
    }

    private void printSteps(JsonNode steps) {
        if (steps.isEmpty()) {
            out().println("Nothing to do.");
            return;
        }
        Table table = new Table("RESULT", "STEP", "WHY");
        steps.forEach(step -> table.row(
                step.path("result").asText(),
                step.path("action").asText() + " " + step.path("subject").asText(),
                step.hasNonNull("failure")
                        ? step.at("/failure/code").asText() + ": "
                                + step.at("/failure/message").asText()
                        : "-"));
        table.print(out());
    }
}
