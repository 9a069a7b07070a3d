package io.segue.flags;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.connection.use.HeldKeys.Holding;
import java.util.Map;
import java.util.Set;

/**
 * The rules of an environment at one moment. Tells a flag's value only where it is what the vendor tells everybody: from
 * here a user is a key and nothing else, and a segment that we do not fill is unknown. For one thread.
 */
public interface FlagEvaluation extends AutoCloseable {

    /** One flag's value for one user, or why it cannot be told. */
    sealed interface Value {

        /** JSON null is a value: the flag has none for this user. */
        record Told(JsonNode value) implements Value {}

        record Untold(String reason) implements Value {}
    }

    /**
     * @param ours the segments that we fill; of all others nothing is known
     * @param holding what we know of this key
     */
    Value evaluate(String flag, String key, Set<String> ours, Holding holding);

    /** Chosen flags that are not told to everybody, each with the reason; found without evaluating anyone. */
    Map<String, String> doubts(Iterable<String> flags, Set<String> ours);

    @Override
    void close();
}
