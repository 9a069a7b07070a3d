package io.segue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what applying a document would do. */
@Command(
        name = "plan",
        description =
                "Shows what applying a document would do, and changes nothing. Ends with 4 when it cannot be done.")
class PlanCommand extends ServerCommand {

    @Parameters(paramLabel = "FILE", description = "A document in YAML or JSON (*.json); - is standard input.")
    String file = "";

    @Option(names = "--check", description = "End with 6 when there is something to do.")
    boolean isCheck;

    @Override
    public Integer call() {
        JsonNode plan = of(server.connect(), Document.read(file));
        if (isJson) {
            print(plan);
        } else {
            out().print(Table.plain(plan.path("text").asText()));
            out().flush();
        }
        if (!plan.path("obstacles").isEmpty()) {
            return Exit.REFUSED;
        }
        return isCheck && !plan.path("steps").isEmpty() ? Exit.DIFFERS : Exit.DONE;
    }

    static JsonNode of(Api api, Document document) {
        return api.post("/api/v1/plan", document.type(), document.bytes(), Map.of())
                .json();
    }
}
