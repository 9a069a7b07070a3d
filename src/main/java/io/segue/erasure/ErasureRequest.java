package io.segue.erasure;

import io.segue.web.ProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to erase.
 *
 * @param values what Heap and LaunchDarkly know the person by: ids and keys alike
 * @param reference the customer's own word for the request, such as the number of a ticket
 * @param heapIdentity by which Heap's own deletion is to be asked for; empty when it is not
 */
public record ErasureRequest(Set<String> values, String reference, Optional<String> heapIdentity) {

    static final int MOST_VALUES = 20;

    private static final String DOING = "Erasing a person: ";
    private static final int LONGEST_VALUE = 512;
    private static final int LONGEST_REFERENCE = 200;

    /** Shorter ids stand in other texts by chance. */
    private static final int LEAST_TELLING = 5;

    public ErasureRequest {
        values = Set.copyOf(values);
        if (values.isEmpty() || values.size() > MOST_VALUES) {
            throw ProblemException.badRequest(DOING + "expected 1 to " + MOST_VALUES
                    + " Heap ids or LaunchDarkly keys, got " + values.size() + ".");
        }
        if (values.stream().anyMatch(value -> value.isBlank() || value.length() > LONGEST_VALUE)) {
            throw ProblemException.badRequest(
                    DOING + "expected ids and keys of 1 to " + LONGEST_VALUE + " characters, not only blanks.");
        }
        if (reference.length() > LONGEST_REFERENCE) {
            throw ProblemException.badRequest(
                    DOING + "expected a reference of at most " + LONGEST_REFERENCE + " characters.");
        }
        if (values.stream().anyMatch(value -> value.length() >= LEAST_TELLING && reference.contains(value))) {
            throw ProblemException.badRequest(
                    DOING
                            + "expected a reference that does not name the person, for it is kept. Use the number of your ticket.");
        }
    }

    public static ErasureRequest of(List<String> values, String reference, Optional<String> heapIdentity) {
        return new ErasureRequest(
                new LinkedHashSet<>(
                        values.stream().filter(value -> !value.isEmpty()).toList()),
                reference.strip(),
                heapIdentity.filter(identity -> !identity.isBlank()));
    }
}
